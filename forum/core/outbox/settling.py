"""Work that something larger has done along the way: an index made anew has followed every change before it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from forum.core.clock import clock
from forum.core.database import db
from forum.core.outbox.models import OutboxRow

PORTION = 5_000


def pending(task: str) -> Sequence[int]:
    """Return the numbers of all rows of `task` that are not done, those given up among them."""
    return db.session.scalars(
        select(OutboxRow.id).where(OutboxRow.task == task, OutboxRow.done_at.is_(None)).order_by(OutboxRow.id)
    ).all()


def settle(ids: Sequence[int]) -> None:
    """Mark as done, within the present transaction, those of `ids` that no worker holds.

    Give it what `pending` returned before the larger work began: a row that was not committed then may stand for a
    change that the larger work has not seen.
    """
    for start in range(0, len(ids), PORTION):
        portion = OutboxRow.id.in_(ids[start : start + PORTION])
        db.session.execute(
            update(OutboxRow)
            .where(portion, OutboxRow.done_at.is_(None), OutboxRow.taken_at.is_(None))
            .values(done_at=clock.now(), parked_at=None, payload={}),
            execution_options={"synchronize_session": False},
        )
