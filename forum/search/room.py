"""Enters search into the application."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from config import Config
from forum.core import events, outbox
from forum.core.chores import chore
from forum.core.search import set_topic_finder
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn, TopicChanged
from forum.discussions.operations.publishing import SEARCH_INDEX
from forum.search import engine, indexing, models, views  # noqa: F401 - the table belongs to the schema
from forum.search.cli import search_cli
from forum.search.topics import find_topic_ids

BATCH = 500
INDEX_LEASE = timedelta(minutes=5)


def init_app(app: Flask) -> None:
    """Make the engine, have the index follow what members do, and register pages and commands."""
    config: Config = app.extensions["potluck.config"]
    engine.init_app(app, config)
    outbox.handler(app, SEARCH_INDEX, indexing.index_changes, batch=BATCH, external=True, lease=INDEX_LEASE)
    outbox.handler(app, indexing.REBUILD, lambda payload: indexing.heal(), external=True)
    chore(app, "search.heal", indexing.heal, every=timedelta(minutes=1))
    events.listen(app, TopicChanged, indexing.follow_topic)
    events.listen(app, PostHidden, indexing.follow_post)
    events.listen(app, PostUnhidden, indexing.follow_post)
    events.listen(app, PostWithdrawn, indexing.follow_post)
    events.listen(app, PostPurged, indexing.follow_post)
    set_topic_finder(app, find_topic_ids)
    views.init_app(app)
    app.cli.add_command(search_cli)
