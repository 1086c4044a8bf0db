"""Publishing what is due, reminding those who were asked, giving back what nobody agreed to in time: every minute."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.editorial.models import Approval, Publication
from forum.editorial.operations.publishing import give_back_unpublished, lapse, publish_due, remind
from forum.editorial.words import State

EVERY = timedelta(minutes=1)
log = logging.getLogger(__name__)


def publish_what_is_due() -> None:
    """Publish each publication whose time has come, in a transaction of its own."""
    now = clock.now()
    db.session.rollback()
    for publication_id in _due(State.PLANNED, Publication.planned_for, now):
        _publish(publication_id, now)
    for publication_id in _to_remind_of(now):
        with write_transaction():
            remind(publication_id, now=now)
    for publication_id in _due(State.ASKED, Publication.answer_until, now):
        with write_transaction():
            lapse(publication_id, now=now)


def _publish(publication_id: int, now: datetime) -> None:
    try:
        with write_transaction():
            publish_due(publication_id, now=now)
    except (Invalid, NotAllowed) as error:
        log.info("publication %d goes back to its author: %s", publication_id, error)
        with write_transaction():
            give_back_unpublished(publication_id, str(error), now=now)


def _due(state: State, column: InstrumentedAttribute[datetime | None], now: datetime) -> list[int]:
    due = (
        select(Publication.id)
        .where(Publication.state == state, column <= now)
        .order_by(column, Publication.id)
    )
    found = list(db.session.scalars(due))
    db.session.rollback()
    return found


def _to_remind_of(now: datetime) -> list[int]:
    waiting = Approval.remind_at <= now, Approval.verdict.is_(None)
    found = list(db.session.scalars(select(Approval.publication_id).where(*waiting).distinct()))
    db.session.rollback()
    return found


def init_app(app: Flask) -> None:
    """Let the worker of `app` do it."""
    chore(app, "editorial.publish", publish_what_is_due, every=EVERY)
