"""What comes round: the traces of votes are deleted a month after the close."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from forum.core import chores
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.polls.readout.traces import forget_traces


def forget() -> None:
    """Delete what is due."""
    with write_transaction():
        forget_traces(clock.now())


def init_app(app: Flask) -> None:
    """Have a worker of `app` do it every day."""
    chores.chore(app, "polls.forget-traces", forget, every=timedelta(days=1))
