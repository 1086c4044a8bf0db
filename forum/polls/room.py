"""Puts polls into the house."""

from __future__ import annotations

from flask import Flask

from forum.core.personal_data import register_personal_data
from forum.core.search import register_opening_words
from forum.polls import (
    arrival,
    ballot_box,
    digest,
    jobs,
    listeners,
    metrics,
    notices,
    personal,
    personal_words,
    pictures,
    policy,
    queries,
    record_words,
    slots,
    standing,
    thanks,
)
from forum.polls.cli import poll_cli
from forum.polls.models import guards  # noqa: F401 - refusals belong to the schema
from forum.polls.readout import room as readout
from forum.polls.views import blueprint
from forum.uploads.registry import register_pictures


def init_app(app: Flask) -> None:
    """Enter pages, places, work that follows, pictures, personal data, a metric and the commands."""
    arrival.init_app(app)
    ballot_box.init_app(app)
    queries.init_app(app)
    standing.init_app(app)
    jobs.init_app(app)
    slots.init_app(app)
    thanks.init_app(app)
    policy.init_app(app)
    record_words.init_app(app)
    metrics.init_app(app)
    notices.init_app(app)
    listeners.init_app(app)
    digest.init_app(app)
    register_opening_words(app, "polls", queries.search_words)
    app.register_blueprint(blueprint)
    register_pictures(app, "polls", shows_to=pictures.picture_is_shown, needed=pictures.pictures_needed)
    readout.init_app(app)
    register_personal_data(
        app, "polls", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    app.cli.add_command(poll_cli)
