"""Writing work down within a transaction, and telling the queue once that is committed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Table, bindparam, event, insert, select
from sqlalchemy.orm import Session

from forum.core import queue
from forum.core.clock import clock
from forum.core.database import db
from forum.core.outbox.handlers import handlers
from forum.core.outbox.models import QUEUE_LEASE, UNFINISHED, OutboxRow
from forum.core.reading import fetch

PENDING = "potluck.outbox"
WRITTEN = "potluck.outbox.written"

Pending = dict[tuple[str, str | int], dict[str, Any]]
_KEYLESS = count()
WAITING = (
    select(OutboxRow.id)
    .where(
        UNFINISHED,
        OutboxRow.task == bindparam("task"),
        OutboxRow.key == bindparam("key"),
        OutboxRow.taken_at.is_(None),
        OutboxRow.run_after > bindparam("now"),
    )
    .limit(1)
    .with_for_update(read=True, skip_locked=True)
)


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
    pending: Pending = session.info.setdefault(PENDING, {})
    place = (task, next(_KEYLESS) if key is None else key)
    if place in pending:
        return
    now = clock.now()
    waits = run_after is not None and run_after > now
    pending[place] = {
        "task": task,
        "payload": dict(payload),
        "key": key,
        "created_at": now,
        "run_after": run_after if waits else now + QUEUE_LEASE,
        "queued_at": None if waits else now,
        "attempts": 0,
    }


def waits(task: str, key: str, now: datetime) -> bool:
    """Whether work of this task and key waits for a later moment, so that it will see the present transaction.

    Where it does, nothing more need be written down: many acts in a moment cause it once. It is held until the commit,
    so that no worker begins it before; what is due already is left to the workers, and not waited with.
    """
    return fetch(WAITING, task=task, key=key, now=now).first() is not None


def recall(task: str) -> list[Mapping[str, Any]]:
    """Have nothing done of `task` that was asked for in the present transaction; answers what was asked for."""
    pending: Pending = db.session().info.get(PENDING, {})
    return [pending.pop(place)["payload"] for place in list(pending) if place[0] == task]


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


def _write(session: Session) -> None:
    """Write down what is pending, as the last statement of the transaction and in one for all of it."""
    pending: Pending = session.info.pop(PENDING, {})
    if pending:
        table = OutboxRow.__table__
        assert isinstance(table, Table)
        told = insert(table).returning(table.c.id, table.c.task, table.c.queued_at)
        session.info[WRITTEN] = session.execute(told, list(pending.values())).all()


def _tell_queue(session: Session) -> None:
    written = session.info.pop(WRITTEN, ())
    if written:
        queue.send(one_per_batch((row.id, row.task) for row in written if row.queued_at is not None))


def _forget(session: Session) -> None:
    session.info.pop(PENDING, None)
    session.info.pop(WRITTEN, None)


event.listen(Session, "before_commit", _write)
event.listen(Session, "after_commit", _tell_queue)
event.listen(Session, "after_rollback", _forget)
