"""Enters moderation into the application."""

from __future__ import annotations

from flask import Flask

from forum.core.personal_data import register_personal_data
from forum.core.reasons import reason_name
from forum.core.slots import Slot, fill
from forum.moderation import notices, personal, queries, reasons
from forum.moderation.views import blueprint


def init_app(app: Flask) -> None:
    """Register views, reasons, notices, and the tools shown on posts, profiles and in the header."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["reason_name"] = reason_name
    reasons.init_app(app)
    notices.init_app(app)
    register_personal_data(app, "moderation", export=personal.export, erase=personal.erase)
    for slot in (
        Slot(
            "post.foot",
            "report",
            "moderation/report_link.html",
            queries.load_report_link,
            personal=False,
            plain=True,
        ),
        Slot(
            "post.actions",
            "moderation",
            "moderation/post_tools.html",
            queries.load_moderator_tools,
            order=90,
            plain=True,
        ),
        Slot(
            "profile.foot",
            "report",
            "moderation/report_profile_link.html",
            queries.load_report_link,
            plain=True,
        ),
        Slot("header", "reports", "moderation/header.html", queries.load_header, order=20, plain=True),
    ):
        fill(app, slot)
