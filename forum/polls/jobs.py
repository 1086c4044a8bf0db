"""Work that follows: counting open polls, closing them by the clock, sealing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask

from forum.core import chores, outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.polls.operations.closing import SEAL, close_due, unsealed
from forum.polls.operations.live import TASK, recount
from forum.polls.operations.sealing import seal_poll

EVERY = timedelta(seconds=30)


def _recount(payload: Mapping[str, Any]) -> None:
    recount(payload["poll_id"], now=clock.now())


def _seal(payload: Mapping[str, Any]) -> None:
    seal_poll(payload["poll_id"], now=clock.now())


def watch_the_clock() -> None:
    """Close the polls whose time has come, and seal those whose job was lost."""
    with write_transaction():
        close_due(clock.now())
    db.session.rollback()
    for poll_id in list(unsealed(clock.now())):
        with write_transaction():
            seal_poll(poll_id, now=clock.now())


def init_app(app: Flask) -> None:
    """Let the worker of `app` do it."""
    outbox.handler(app, TASK, _recount)
    outbox.handler(app, SEAL, _seal)
    chores.chore(app, "polls.watch-the-clock", watch_the_clock, every=EVERY)
