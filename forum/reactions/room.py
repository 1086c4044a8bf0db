"""Enters likes and bookmarks into the application."""

from __future__ import annotations

from flask import Flask

from forum.core.counters import register_counter
from forum.core.former_mentions import plain_words, register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill
from forum.reactions import (
    digest,
    honesty,
    listeners,
    metrics,
    notices,
    personal,
    personal_words,
    record_words,
    settings,
)
from forum.reactions.counting import COUNTERS
from forum.reactions.models import LikeDiscount
from forum.reactions.queries import load_reactions
from forum.reactions.views import blueprint


def init_app(app: Flask) -> None:
    """Register views, the buttons under each post, listeners, counters and personal data."""
    app.register_blueprint(blueprint)
    fill(
        app,
        Slot(
            "post.actions", "reactions", "reactions/post_actions.html", load_reactions, order=10, plain=True
        ),
    )
    listeners.init_app(app)
    notices.init_app(app)
    digest.init_app(app)
    register_mentioning_texts(app, plain_words(LikeDiscount, "reason", "lifted_because"))
    register_personal_data(
        app, "reactions", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    settings.init_app(app)
    metrics.init_app(app)
    record_words.init_app(app)
    honesty.init_app(app)
    for counter in COUNTERS:
        register_counter(app, counter)
