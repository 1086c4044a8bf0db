"""Which engine this application searches with."""

from __future__ import annotations

from contextlib import nullcontext

from flask import Flask, current_app

from config import Config
from forum.core.database import db
from forum.core.environment import folder_of
from forum.core.search import SearchBackend
from forum.search.engines.postgres_backend import PostgresBackend
from forum.search.engines.whoosh_backend import WhooshBackend

EXTENSION = "potluck.search"


def search_backend() -> SearchBackend:
    """Return the engine of the current application."""
    backend: SearchBackend = current_app.extensions[EXTENSION]
    return backend


def init_app(app: Flask, config: Config) -> None:
    """Make the engine that SEARCH_URL names."""
    if config.search_url.startswith("whoosh://"):
        app.extensions[EXTENSION] = WhooshBackend(folder_of(config.search_url))
        return
    with app.app_context():
        engine = db.engine
    app.extensions[EXTENSION] = PostgresBackend(engine, lambda: nullcontext(db.session.connection()))
