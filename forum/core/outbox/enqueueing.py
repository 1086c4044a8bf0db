"""Writing work down within a transaction, and telling the queue once that is committed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from forum.core import queue
from forum.core.clock import clock
from forum.core.database import db
from forum.core.outbox.handlers import handlers
from forum.core.outbox.models import QUEUE_LEASE, OutboxRow

PENDING = "potluck.outbox"


def enqueue(
    task: str, payload: Mapping[str, Any], *, run_after: datetime | None = None, key: str | None = None
) -> None:
    """Have the handler of `task` called with `payload` once the present transaction is committed.

    Args:
        task: the name of a registered handler.
        payload: what it is told; small, made of what JSON knows.
        run_after: not before this moment.
        key: work of the same task and key that waits at the same time is done once, with the first payload.

    Raises:
        KeyError: when no handler is registered for `task`.
    """
    handlers[task]
    session = db.session()
    pending: dict[tuple[str, str | int], OutboxRow] = session.info.setdefault(PENDING, {})
    place = (task, len(pending) if key is None else key)
    if place in pending:
        return
    now = clock.now()
    waits = run_after is not None and run_after > now
    row = OutboxRow(
        task=task,
        payload=dict(payload),
        key=key,
        created_at=now,
        run_after=run_after if waits else now + QUEUE_LEASE,
        queued_at=None if waits else now,
    )
    session.add(row)
    pending[place] = row


def one_per_batch(rows: Iterable[tuple[int, str]]) -> list[int]:
    """Return the numbers to send for `rows` of number and task: a batch task takes all its rows at one message."""
    ids: list[int] = []
    sent: set[str] = set()
    for row_id, task in rows:
        known = handlers.get(task)
        if known is not None and known.batch > 1:
            if task in sent:
                continue
            sent.add(task)
        ids.append(row_id)
    return ids


def _tell_queue(session: Session) -> None:
    pending: dict[Any, OutboxRow] = session.info.pop(PENDING, {})
    if pending:
        queue.send(one_per_batch((row.id, row.task) for row in pending.values() if row.queued_at is not None))


def _forget(session: Session) -> None:
    session.info.pop(PENDING, None)


event.listen(Session, "after_commit", _tell_queue)
event.listen(Session, "after_rollback", _forget)
