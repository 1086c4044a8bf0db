"""Enters campaigns into the application."""

from __future__ import annotations

from flask import Flask

from forum.campaigns import (
    jobs,
    kinds,
    listeners,
    metrics,
    notices,
    personal,
    personal_words,
    record_words,
    settings,
    slots,
)
from forum.campaigns.mentions import MENTIONING
from forum.campaigns.queries import trail
from forum.campaigns.views import deciding, making, proposing, reading, running  # noqa: F401 - they add their pages
from forum.campaigns.views.blueprint import blueprint
from forum.core.former_mentions import register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.uploads.registry import register_pictures


def init_app(app: Flask) -> None:
    """Enter kinds, pages, listeners, a metric, notices, work that comes round, pictures and personal data."""
    kinds.init_app(app)
    settings.init_app(app)
    app.register_blueprint(blueprint)
    listeners.init_app(app)
    metrics.init_app(app)
    notices.init_app(app)
    jobs.init_app(app)
    slots.init_app(app)
    record_words.init_app(app)
    register_pictures(app, "campaigns", shows_to=trail.picture_is_shown, needed=trail.pictures_needed)
    for texts in MENTIONING:
        register_mentioning_texts(app, texts)
    register_personal_data(
        app, "campaigns", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
