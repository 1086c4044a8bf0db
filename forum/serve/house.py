"""The application of this process, made once and inherited by the processes it forks."""

from __future__ import annotations

from functools import cache

from flask import Flask

from forum.core import queue
from forum.core.database import db
from forum.factory import create_app
from forum.serve.doorstep import configuration


@cache
def application() -> Flask:
    """Return the application."""
    return create_app(configuration())


def let_go() -> None:
    """Close what a fork must not share: connections to the database and to the queue."""
    with application().app_context():
        db.session.remove()
        db.engine.dispose()
    queue.huey_of(application()).storage.close()
