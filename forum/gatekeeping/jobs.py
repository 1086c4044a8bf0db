"""What comes round: the spam check learns once a week."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM
from forum.gatekeeping.operations.spam import Trained, store_model
from forum.gatekeeping.queries.spam import decided_examples, ordinary_examples
from forum.gatekeeping.spam.kept import present_model

FEWEST_DECISIONS = 10


def learn_anew() -> None:
    """Train on what was decided, once there are enough decisions to learn from."""
    now = clock.now()
    decided, ordinary = decided_examples(), ordinary_examples(now=now)
    start = present_model()
    db.session.rollback()
    if len(decided) < FEWEST_DECISIONS:
        return
    trained = Trained(start, decided, ordinary)
    with write_transaction():
        store_model(trained, actor=SYSTEM, now=now)


def init_app(app: Flask) -> None:
    """Have it done."""
    chore(app, "gatekeeping.learn", learn_anew, every=timedelta(days=7))
