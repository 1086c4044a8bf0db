"""Enters badges into the application."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts.settings_pages import register_settings_page
from forum.badges import (
    afterwards,
    attention,
    attributes,
    digest,
    findings,
    jobs,
    listeners,
    notices,
    personal,
    personal_words,
    pictures,
    record_words,
    rules,
)
from forum.badges.models import LikeFinding
from forum.badges.queries import news, shown, suspicions as found
from forum.badges.views import own, suspicions  # noqa: F401 - they add their pages to the blueprint
from forum.badges.views.badges import blueprint
from forum.core.former_mentions import plain_words, register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill
from forum.uploads.registry import register_pictures

SLOTS = (
    Slot("post.marks", "badges", "badges/marks.html", shown.load_marks, personal=False, plain=True),
    Slot("flashes", "badges", "badges/news.html", news.load_news),
    Slot("moderation.desk", "badges", "badges/desk_link.html", found.load_open),
    Slot("profile", "badges", "badges/profile.html", shown.load_profile, order=10),
)


def init_app(app: Flask) -> None:
    """Register views, slots, listeners, jobs and personal data."""
    app.register_blueprint(blueprint)
    rules.init_app(app)
    attributes.init_app(app)
    attention.init_app(app)
    shown.init_app(app)
    news.init_app(app)
    findings.init_app(app)
    register_settings_page(app, "badges.own", _l("Badges"), order=45)
    afterwards.init_app(app)
    listeners.init_app(app)
    notices.init_app(app)
    digest.init_app(app)
    jobs.init_app(app)
    record_words.init_app(app)
    register_pictures(app, "badges", needed=pictures.needed)
    register_mentioning_texts(app, plain_words(LikeFinding, "dismissed_because"))
    register_personal_data(
        app, "badges", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    for slot in SLOTS:
        fill(app, slot)
