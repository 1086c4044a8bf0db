"""Taking up what was left behind, showing what failed, forgetting what is long done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, and_, delete, exists, func, select, update

from forum.core import queue
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.enqueueing import one_per_batch
from forum.core.outbox.handlers import handlers
from forum.core.outbox.models import QUEUE_LEASE, UNFINISHED, OutboxRow

AT_ONCE = 500
KEPT_WHEN_DONE = timedelta(days=3)
LOST = "the worker was lost while at it"


def sweep() -> int:
    """Hand to the queue what has become due: postponed and failed work, and what a kill or a lost message left behind.

    While the queue still holds messages, nothing counts as lost: a worker that was away finds no flood. Work that was
    taken by a worker and never finished counts as a try.

    Returns:
        how many rows were handed over.
    """
    length = queue.length()
    if length is None:
        return 0
    now = clock.now()
    due = and_(UNFINISHED, OutboxRow.run_after <= now)
    if length > 0:
        due = and_(due, OutboxRow.queued_at.is_(None))
    db.session.rollback()
    if not db.session.scalar(select(exists().where(due))):
        return 0
    with write_transaction() as session:
        rows = session.scalars(
            select(OutboxRow)
            .where(due)
            .order_by(OutboxRow.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            _make_ready(row, now)
        ready = [(row.id, row.task) for row in rows if row.parked_at is None]
    queue.send(one_per_batch(ready))
    return len(ready)


def _make_ready(row: OutboxRow, now: datetime) -> None:
    known = handlers.get(row.task)
    if row.taken_at is not None:
        row.attempts, row.last_error, row.taken_at = row.attempts + 1, LOST, None
        if known is not None and row.attempts >= known.attempts:
            row.parked_at = now
    row.queued_at, row.run_after = now, now + QUEUE_LEASE


def purge() -> None:
    """Forget the work that was done days ago, a portion at a time."""
    old = select(OutboxRow.id).where(OutboxRow.done_at < clock.now() - KEPT_WHEN_DONE).limit(AT_ONCE)
    while ids := db.session.scalars(old).all():
        with write_transaction() as session:
            session.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids)))


def find_unfinished(*, parked_only: bool = False, limit: int = 100) -> Sequence[OutboxRow]:
    """Return work that failed or waits, parked first, for the administrators."""
    wanted = OutboxRow.parked_at.is_not(None) if parked_only else OutboxRow.done_at.is_(None)
    order = (OutboxRow.parked_at.is_(None), OutboxRow.id)
    return db.session.scalars(select(OutboxRow).where(wanted).order_by(*order).limit(limit)).all()


def count_parked() -> int:
    """Return how many pieces of work were given up."""
    return db.session.scalar(select(func.count()).where(OutboxRow.parked_at.is_not(None))) or 0


def retry(ids: Sequence[int] | None = None) -> int:
    """Give parked and failing work a fresh start, within the present transaction; all of it without `ids`.

    Returns:
        how many rows will be tried again.
    """
    tried = update(OutboxRow).where(
        OutboxRow.done_at.is_(None), OutboxRow.attempts > 0, OutboxRow.taken_at.is_(None)
    )
    if ids is not None:
        tried = tried.where(OutboxRow.id.in_(ids))
    again = db.session.execute(
        tried.values(attempts=0, parked_at=None, queued_at=None, run_after=clock.now()),
        execution_options={"synchronize_session": False},
    )
    return again.rowcount if isinstance(again, CursorResult) else 0
