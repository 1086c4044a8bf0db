"""Enters the desk into the application."""

from __future__ import annotations

from flask import Flask

from forum.core.former_mentions import register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.desk import (
    jobs,
    listeners,
    metrics,
    notices,
    personal,
    personal_words,
    record_words,
    settings,
    slots,
    sources,
)
from forum.desk.mentions import MENTIONING
from forum.desk.queries.pictures import pictures_needed
from forum.desk.views import answering, overview, pictures, queue, round, talks  # noqa: A004, F401 - their pages
from forum.desk.views.blueprint import blueprint
from forum.uploads.registry import register_pictures


def init_app(app: Flask) -> None:
    """Enter pages, settings, sources, listeners, notices, metrics, work that comes round, and slots."""
    settings.init_app(app)
    app.register_blueprint(blueprint)
    sources.init_app(app)
    listeners.init_app(app)
    notices.init_app(app)
    metrics.init_app(app)
    jobs.init_app(app)
    slots.init_app(app)
    register_pictures(app, "desk", needed=pictures_needed)
    record_words.init_app(app)
    for texts in MENTIONING:
        register_mentioning_texts(app, texts)
    register_personal_data(
        app, "desk", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
