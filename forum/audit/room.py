"""Enters the record into the application."""

from __future__ import annotations

from flask import Flask

from forum.audit import cli, models, personal, personal_words, record_words  # noqa: F401 - the tables belong to the schema
from forum.audit.views import blueprint
from forum.core.personal_data import register_personal_data


def init_app(app: Flask) -> None:
    """Register the public page, the commands and what is kept about members; other rooms call `record_act`."""
    app.register_blueprint(blueprint)
    cli.init_app(app)
    record_words.init_app(app)
    register_personal_data(
        app, "audit", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
