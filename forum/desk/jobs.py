"""What comes round at the desk: what slept wakes, and who looked at something is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask

from forum.core import chores, outbox
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.storage import current_storage
from forum.desk.operations.care import sweep_presence
from forum.desk.operations.greetings import DELETE_FILE
from forum.desk.operations.queue import wake_due

EVERY = timedelta(minutes=1)


def wake() -> None:
    """Have come back what was promised or put on hold until now."""
    with write_transaction():
        wake_due(now=clock.now())


def sweep() -> None:
    """Forget who looked at what."""
    with write_transaction():
        sweep_presence(now=clock.now())


def _delete_file(payload: Mapping[str, Any]) -> None:
    current_storage().delete(payload["name"])


def init_app(app: Flask) -> None:
    """Let the worker of `app` do it."""
    chores.chore(app, "desk.wake", wake, every=EVERY)
    outbox.handler(app, DELETE_FILE, _delete_file, external=True)
    chores.chore(app, "desk.sweep", sweep, every=timedelta(hours=1))
