"""What is done again and again: retention, recounts, digests. Rooms enter their chores at start.

Each chore has one row that says when it is due next. Whichever worker moves that moment on writes down the work in the
same transaction, so that a chore is done once however many workers there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import Model, db, write_transaction
from forum.core.registries import Registry

TASK = "chore.run"
LEASE = timedelta(minutes=10)


class ChoreTime(Model):
    """When a chore is due next."""

    __tablename__ = "chore"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


@dataclass(frozen=True)
class Chore:
    """Something that is done again and again: see `chore`."""

    do: Callable[[], None]
    every: timedelta


chores: Registry[Chore] = Registry("chores")


def chore(app: Flask, name: str, do: Callable[[], None], *, every: timedelta) -> None:
    """Have a worker call `do` once in every such time, with no transaction open; it writes its own, in small portions.

    A chore that was due while no worker ran is done once when one is back. It may be called again after a kill.
    """
    chores.add(app, name, Chore(do, every))


def start_due() -> int:
    """Write down the chores that are due as work to follow. Returns how many there were."""
    now = clock.now()
    db.session.rollback()
    known = {name: next_at for name, next_at in db.session.execute(select(ChoreTime.name, ChoreTime.next_at))}
    due = [name for name, _ in chores.items() if known.get(name, now) <= now]
    if not due:
        return 0
    with write_transaction() as session:
        for name in due:
            row = session.get(ChoreTime, name, populate_existing=True, with_for_update=True)
            if row is None:
                row = ChoreTime(name=name, next_at=now)
                session.add(row)
            if row.next_at <= now:
                row.next_at = now + chores[name].every
                outbox.enqueue(TASK, {"name": name}, key=name)
    return len(due)


def _run(payload: Mapping[str, Any]) -> None:
    if known := chores.get(payload["name"]):
        known.do()


def init_app(app: Flask) -> None:
    """Let the worker of `app` do chores, and let it forget what the outbox has done."""
    outbox.handler(app, TASK, _run, external=True, lease=LEASE)
    chore(app, "outbox.purge", outbox.purge, every=timedelta(hours=1))
