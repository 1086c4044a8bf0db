"""The table of work that follows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, and_
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

QUEUE_LEASE = timedelta(seconds=15)
"""How long a row that was handed to the queue may wait there before the sweeper takes it for lost."""


class OutboxRow(Model):
    """One piece of work: what to do, and how far it has come.

    `run_after` is the moment from which the sweeper may hand the row to the queue. Whoever handles the row pushes it
    on: handing it over or taking it, by a lease; a failure, by a growing pause. `parked_at` marks work given up.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str]
    payload: Mapped[dict[str, Any]]
    key: Mapped[str | None]
    created_at: Mapped[datetime]
    run_after: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    done_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]


UNFINISHED = and_(OutboxRow.done_at.is_(None), OutboxRow.parked_at.is_(None))

Index("ix_outbox_due", OutboxRow.run_after, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
Index("ix_outbox_line", OutboxRow.task, OutboxRow.id, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
Index("ix_outbox_done_at", OutboxRow.done_at)
Index("ix_outbox_parked_at", OutboxRow.parked_at)
