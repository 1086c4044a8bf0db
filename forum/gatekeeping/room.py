"""Enters the keeping of the gate into the application."""

from __future__ import annotations

from flask import Flask

from forum.core.former_mentions import register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.gatekeeping import (
    accepting,
    cli,
    crises,
    gates,
    jobs,
    listeners,
    measures,
    notices,
    personal,
    personal_words,
    privileges,
    queue,
    record_words,
    settings,
    slots,
    statements,
)
from forum.gatekeeping.mentions import MENTIONING
from forum.gatekeeping.queries import charter as charter_news
from forum.gatekeeping.spam import kept as spam_kept
from forum.gatekeeping.views.blueprint import blueprint
from forum.gatekeeping.words import kept as words_kept


def init_app(app: Flask) -> None:
    """Enter settings, what is kept in memory, gates, pages, listeners, notices, queue sources and measures."""
    settings.init_app(app)
    words_kept.init_app(app)
    spam_kept.init_app(app)
    crises.init_app(app)
    statements.init_app(app)
    charter_news.init_app(app)
    accepting.init_app(app)
    gates.init_app(app)
    privileges.init_app(app)
    app.register_blueprint(blueprint)
    listeners.init_app(app)
    notices.init_app(app)
    queue.init_app(app)
    measures.init_app(app)
    slots.init_app(app)
    record_words.init_app(app)
    for texts in MENTIONING:
        register_mentioning_texts(app, texts)
    register_personal_data(
        app, "gatekeeping", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    jobs.init_app(app)
    cli.init_app(app)
