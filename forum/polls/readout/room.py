"""Puts the read-out into the house. The room of polls calls it."""

from __future__ import annotations

from flask import Flask

from forum.core.personal_data import register_personal_data
from forum.polls.readout import (
    attention,
    guards,  # noqa: F401 - enter by being there
    jobs,
    listeners,
    making,
    personal,
    personal_words,
    views,  # noqa: F401
)


def init_app(app: Flask) -> None:
    """Enter listeners, the job, the chore, what needs a human, and personal data."""
    listeners.init_app(app)
    making.init_app(app)
    jobs.init_app(app)
    attention.init_app(app)
    register_personal_data(
        app, "polls-readout", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
