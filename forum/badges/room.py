"""Enters badges into the application."""

from __future__ import annotations

from flask import Flask

from forum.badges import listeners, notices, personal
from forum.badges.queries import shown
from forum.badges.views.badges import blueprint
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill

SLOTS = (
    Slot("post.marks", "badges", "badges/marks.html", shown.load_marks, personal=False, plain=True),
    Slot("profile", "badges", "badges/profile.html", shown.load_profile, order=10),
)


def init_app(app: Flask) -> None:
    """Register views, slots, listeners, jobs and personal data."""
    app.register_blueprint(blueprint)
    shown.init_app(app)
    listeners.init_app(app)
    notices.init_app(app)
    register_personal_data(app, "badges", export=personal.export, erase=personal.erase)
    for slot in SLOTS:
        fill(app, slot)
