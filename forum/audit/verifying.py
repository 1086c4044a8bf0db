"""Proving the record: every entry is counted again from the first, and the first that does not hold is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.audit.chain import GENESIS, digest_of, link_of
from forum.audit.models import AuditEntry, AuditPayload
from forum.audit.operations import ENTRY, ERASED
from forum.core.database import db

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it. `broken` is the number of the first entry that does not hold, with what is wrong about it.

    `head` is the last link: whoever noted it can ask later whether the chain still goes through it (`passed`).
    """

    entries: int
    erased: int
    head: str
    broken: int | None = None
    why: str = ""
    passed: bool = False


def verify(through: str = "") -> Proof:
    """Count the whole chain again.

    Args:
        through: a link that was noted before, in full or its first letters; `passed` says whether it is in the chain.
    """
    announced = set(
        db.session.scalars(
            select(AuditEntry.subject_id).where(AuditEntry.action == ERASED, AuditEntry.subject_type == ENTRY)
        )
    )
    link, entries, erased, passed = GENESIS, 0, 0, False
    for row in _rows():
        why = _wrong(row, link, announced)
        if why:
            return Proof(entries, erased, link, row.id, why, passed)
        link, entries, erased = row.link, entries + 1, erased + (row.content is None)
        passed = passed or bool(through and link.startswith(through))
    return Proof(entries, erased, link, passed=passed)


def _wrong(row: Any, previous: str, announced: set[int | None]) -> str:
    """Return what is wrong with an entry; "" when it holds."""
    subject = (row.subject_type, row.subject_id)
    if row.link != link_of(previous, row.id, row.at, row.actor_id, row.action, subject, row.digest):
        return "it was changed, or an entry before it is missing"
    if row.entry_id is None:
        return "its payload is missing"
    if row.content is None:
        return "" if row.id in announced else "its payload was erased, and no entry says so"
    return "" if row.digest == digest_of(row.salt, row.content) else "its payload was changed"


def _rows() -> Iterator[Any]:
    entry, payload = AuditEntry.__table__.c, AuditPayload.__table__.c
    statement = (
        select(
            entry.id,
            entry.at,
            entry.actor_id,
            entry.action,
            entry.subject_type,
            entry.subject_id,
            entry.digest,
            entry.link,
            payload.entry_id,
            payload.salt,
            payload.content,
        )
        .select_from(AuditEntry.__table__.outerjoin(AuditPayload.__table__, payload.entry_id == entry.id))
        .order_by(entry.id)
        .limit(BATCH)
    )
    last = 0
    while rows := db.session.execute(statement.where(entry.id > last)).all():
        yield from rows
        last = rows[-1].id
