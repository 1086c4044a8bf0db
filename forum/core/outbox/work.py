"""Doing what a row says: effect and mark in one transaction, or taken, done and marked where the effect is outside."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Row, and_, or_, select, update

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.handlers import Handler, Hopeless, Payload, handlers
from forum.core.outbox.models import UNFINISHED, OutboxRow

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
ERROR_LENGTH = 500

log = logging.getLogger(__name__)


def take(outbox_id: int) -> int | None:
    """Do the work of one row, or of its batch, unless it is done, taken or parked already.

    Returns:
        the number of a row that should follow at once, when more of this batch task waits.
    """
    task = db.session.scalar(select(OutboxRow.task).where(OutboxRow.id == outbox_id, UNFINISHED))
    if task is None:
        return None
    known = handlers.get(task)
    if known is None:
        _note_failure(outbox_id, LookupError(f"nobody handles {task}"), attempts=8)
        return None
    if known.batch == 1:
        _run(known, [outbox_id])
        return None
    if not known.turn.acquire(blocking=False):
        return None
    try:
        _run(known, _waiting(known.batch, task))
    finally:
        known.turn.release()
    return next(iter(_waiting(1, task)), None)


def drain() -> int:
    """Do all work that is due, here and now: for tests, and for `flask outbox run`.

    Ends the caller's read, so that the caller sees the effects. Work that fails waits for its next try.

    Returns:
        how many rows were looked at.
    """
    seen: set[int] = set()
    while ids := [outbox_id for outbox_id in _waiting(500) if outbox_id not in seen]:
        seen.update(ids)
        for outbox_id in ids:
            with current_app.app_context():
                take(outbox_id)
    return len(seen)


def _waiting(limit: int, task: str | None = None) -> Sequence[int]:
    """Return the first rows that wait for a worker: handed over or due, and taken by nobody."""
    now = clock.now()
    due = and_(_free(now), or_(OutboxRow.queued_at.is_not(None), OutboxRow.run_after <= now))
    if task is not None:
        due = and_(due, OutboxRow.task == task)
    db.session.rollback()
    return db.session.scalars(select(OutboxRow.id).where(due).order_by(OutboxRow.id).limit(limit)).all()


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(UNFINISHED, or_(OutboxRow.taken_at.is_(None), OutboxRow.run_after <= now))


def _run(known: Handler, ids: Sequence[int]) -> None:
    if not ids:
        return
    try:
        (_run_outside if known.external else _run_inside)(known, ids)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is noted, and the work tried again
        db.session.rollback()
        if len(ids) == 1:
            _note_failure(ids[0], error, known.attempts)
            return
        log.warning("%s failed for %d rows at once, now one by one: %s", known.name, len(ids), error)
        with write_transaction():
            _update(ids, taken_at=None)
        for outbox_id in ids:
            _run(known, [outbox_id])


def _run_inside(known: Handler, ids: Sequence[int]) -> None:
    with write_transaction():
        now = clock.now()
        if rows := _lock(known, ids, now):
            known(_distinct(rows))
            _mark_done(rows, now)


def _run_outside(known: Handler, ids: Sequence[int]) -> None:
    with write_transaction():
        now = clock.now()
        rows = _lock(known, ids, now)
        _update([row.id for row in rows], taken_at=now, run_after=now + known.lease)
    if rows:
        known(_distinct(rows))
        with write_transaction():
            _mark_done(rows, clock.now())


def _lock(known: Handler, ids: Sequence[int], now: datetime) -> list[Row[Any]]:
    """Return the free ones of `ids`, and with them all free rows of the same keys, locked until the commit."""
    rows = select(OutboxRow.id, OutboxRow.key, OutboxRow.payload).where(_free(now)).order_by(OutboxRow.id)
    rows = rows.with_for_update(skip_locked=True)
    locked = list(db.session.execute(rows.where(OutboxRow.id.in_(ids))))
    if keys := {row.key for row in locked if row.key is not None}:
        twins = rows.where(OutboxRow.task == known.name, OutboxRow.key.in_(keys), OutboxRow.id.not_in(ids))
        locked += db.session.execute(twins)
    return locked


def _distinct(rows: Iterable[Row[Any]]) -> list[Payload]:
    """Return the payloads, of each key the first."""
    first = {row.id if row.key is None else row.key: row.payload for row in reversed(list(rows))}
    return list(reversed(first.values()))


def _mark_done(rows: Iterable[Row[Any]], now: datetime) -> None:
    """Mark `rows`, and forget what they carried: nobody needs it any more, and it may be somebody's address."""
    _update(
        [row.id for row in rows], done_at=now, attempts=OutboxRow.attempts + 1, last_error=None, payload={}
    )


def _update(ids: Sequence[int], **values: Any) -> None:
    db.session.execute(
        update(OutboxRow).where(OutboxRow.id.in_(ids)).values(**values),
        execution_options={"synchronize_session": False},
    )


def _note_failure(outbox_id: int, error: Exception, attempts: int) -> None:
    """Write down what went wrong; park the row after so many `attempts`, else try again after a pause."""
    with write_transaction() as session:
        now = clock.now()
        tried = 1 + (session.scalar(select(OutboxRow.attempts).where(OutboxRow.id == outbox_id)) or 0)
        parked = tried >= attempts or isinstance(error, Hopeless)
        log.error(
            "outbox row %d failed (try %d%s)", outbox_id, tried, ", parked" if parked else "", exc_info=error
        )
        _update(
            [outbox_id],
            attempts=tried,
            last_error=f"{type(error).__name__}: {error}".replace("\0", "")[:ERROR_LENGTH],
            queued_at=None,
            taken_at=None,
            run_after=now + min(FIRST_PAUSE * 2 ** (tried - 1), LONGEST_PAUSE),
            parked_at=now if parked else None,
        )
