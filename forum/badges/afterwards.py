"""Where many act at the same moment, as in the last seconds of a vote: what they earn is settled when that is over.

In the transaction of the votes it would make everybody wait who is still at it. Nothing is lost by the wait: what is
due is counted exactly, whenever the worker does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from forum.badges.rules import rules_for
from forum.badges.settling import settle
from forum.core import outbox
from forum.core.clock import clock
from forum.core.metrics import Change

TASK = "badges.settle"
PAUSE = timedelta(seconds=10)


def settle_afterwards(metric: str, change: Change) -> None:
    """Have the worker count, in a moment, what `change` made of the values of `metric`."""
    about = {"metric": metric, "subjects": list(change.subjects), "silent": change.silent}
    outbox.enqueue(TASK, {**about, "at": change.at.isoformat()}, run_after=clock.now() + PAUSE)


def _settle(payload: Mapping[str, Any]) -> None:
    for rule in rules_for(payload["metric"]):
        at = datetime.fromisoformat(payload["at"])
        settle(rule, payload["subjects"], at=at, silent=payload["silent"])


def init_app(app: Flask) -> None:
    """Enter the work."""
    outbox.handler(app, TASK, _settle)
