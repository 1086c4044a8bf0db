"""Enters moderation into the application."""

from __future__ import annotations

from flask import Flask

from forum.accounts.guests import leave_open
from forum.core.former_mentions import register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.core.reasons import reason_name
from forum.core.slots import Slot, fill
from forum.moderation import (
    attention,
    jobs,
    listeners,
    mails,
    notices,
    personal,
    personal_words,
    reasons,
    record_words,
    settings,
    taking_back,
    transparency,
)
from forum.moderation.mentions import MENTIONING
from forum.moderation.queries import slots
from forum.moderation.views import (  # noqa: F401 - they add their pages
    deciding,
    evidence,
    hiding,
    notices as notice_views,
    reasons as reason_views,
    reporting,
    several,
    statements,
)
from forum.moderation.views.blueprint import blueprint
from forum.moderation.words import moderation_tabs

SLOTS = (
    Slot(
        "post.foot",
        "report",
        "moderation/report_link.html",
        slots.load_report_link,
        personal=False,
        plain=True,
    ),
    Slot(
        "post.actions",
        "moderation",
        "moderation/post_tools.html",
        slots.load_moderator_tools,
        order=90,
        plain=True,
    ),
    Slot(
        "post.actions",
        "statement",
        "moderation/statement_link.html",
        slots.load_statement_link,
        order=10,
        plain=True,
    ),
    Slot(
        "profile.foot",
        "report",
        "moderation/profile_tools.html",
        slots.load_profile_tools,
        plain=True,
    ),
    Slot("settings.privacy", "moderation", "moderation/own_links.html", slots.load_own_links, plain=True),
)


def init_app(app: Flask) -> None:
    """Register pages, reasons, measures, notices, mails, chores, and what is shown on posts and profiles."""
    settings.init_app(app)
    app.register_blueprint(blueprint)
    leave_open(app, "moderation.new_notice", "moderation.notice")
    app.jinja_env.globals["reason_name"] = reason_name
    app.jinja_env.globals["moderation_tabs"] = moderation_tabs
    reasons.init_app(app)
    taking_back.init_app(app)
    notices.init_app(app)
    mails.init_app(app)
    jobs.init_app(app)
    listeners.init_app(app)
    attention.init_app(app)
    transparency.init_app(app)
    record_words.init_app(app)
    for texts in MENTIONING:
        register_mentioning_texts(app, texts)
    register_personal_data(
        app, "moderation", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    for slot in SLOTS:
        fill(app, slot)
