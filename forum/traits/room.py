"""Enters what the brand asks members into the application."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts.settings_pages import register_settings_page
from forum.core.personal_data import register_personal_data
from forum.traits import attributes, kept, personal, personal_words, record_words
from forum.traits.views import blueprint


def init_app(app: Flask) -> None:
    """Enter the questions as attributes of members, the page that answers them, and what is kept about whom."""
    kept.init_app(app)
    attributes.init_app(app)
    record_words.init_app(app)
    app.register_blueprint(blueprint)
    register_settings_page(
        app,
        "traits.own",
        _l("Questions to you"),
        order=35,
        is_wanted=lambda: bool(kept.asked_questions()),
    )
    register_personal_data(
        app, "traits", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
