"""Reading the record: a page of it, or all of it, narrowed by who, which act, upon what and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, select

from forum.audit.models import AuditEntry
from forum.core.database import db

PER_PAGE = 50
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of the record is wanted. Everything that is None is wanted whatever it is.

    `month` is as people write it in addresses: 2026-03.
    """

    action: str | None = None
    actor_id: int | None = None
    subject_type: str | None = None
    subject_id: int | None = None
    month: str | None = None

    def query(self, **changes: Any) -> str:
        """Return this, with `changes`, as the end of an address; "" for all of the record."""
        wanted = replace(self, **changes)
        parts = {
            "act": wanted.action,
            "by": wanted.actor_id,
            "kind": wanted.subject_type,
            "about": wanted.subject_id,
            "month": wanted.month,
        }
        given = {name: value for name, value in parts.items() if value is not None}
        return f"?{urlencode(given)}" if given else ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return this as conditions on entries."""
        wanted = {
            AuditEntry.action: self.action,
            AuditEntry.actor_id: self.actor_id,
            AuditEntry.subject_type: self.subject_type,
            AuditEntry.subject_id: self.subject_id,
        }
        found = [column == value for column, value in wanted.items() if value is not None]
        if (span := month_span(self.month)) is not None:
            found += [AuditEntry.at >= span[0], AuditEntry.at < span[1]]
        return found


def month_span(month: str | None) -> tuple[datetime, datetime] | None:
    """Return the first moment of a month, in UTC, and that of the next; None for what is no month."""
    year, _dash, number = (month or "").partition("-")
    if not (len(year) == 4 and year.isdecimal() and number.isdecimal() and 1 <= int(number) <= 12):
        return None
    if not 2000 <= int(year) <= 9000:
        return None
    start = datetime(int(year), int(number), 1, tzinfo=UTC)
    over, month_after = divmod(start.month, 12)
    return start, start.replace(year=start.year + over, month=month_after + 1)


def entries(narrowed: Narrowed, *, before: int | None = None, count: int = PER_PAGE) -> Sequence[AuditEntry]:
    """Return the last entries that are wanted, before the one numbered `before`, the newest first."""
    wanted = select(AuditEntry).where(*narrowed.conditions()).order_by(AuditEntry.id.desc()).limit(count)
    return db.session.scalars(wanted.where(AuditEntry.id < before) if before else wanted).all()


def portions(narrowed: Narrowed) -> Iterator[Sequence[AuditEntry]]:
    """Yield every entry that is wanted, the newest first, a portion at a time."""
    before: int | None = None
    while portion := entries(narrowed, before=before, count=AT_ONCE):
        yield portion
        before = portion[-1].id
        db.session.expunge_all()


def actions() -> Sequence[str]:
    """Return every kind of act that there is in the record."""
    return db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def subject_types() -> Sequence[str]:
    """Return every kind of thing that something was done to."""
    return db.session.scalars(select(AuditEntry.subject_type).distinct()).all()


def actor_ids() -> Sequence[int]:
    """Return who did what is in the record."""
    found = select(AuditEntry.actor_id).where(AuditEntry.actor_id.is_not(None)).distinct()
    return [each for each in db.session.scalars(found) if each is not None]
