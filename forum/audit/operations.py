"""The one way to write into the record, and the one way to forget what stands in it.

Entries are written as the last thing before the commit, under one lock, so that acts of all processes stand in one
chain, and nobody waits longer for the lock than a commit takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event, func, insert, select, update
from sqlalchemy.orm import Session

from forum.audit.chain import GENESIS, digest_of, link_of, new_salt, written
from forum.audit.models import BECAUSE_LENGTH, AuditEntry, AuditPayload
from forum.core.database import db
from forum.core.policy import Actor, Invalid

PENDING = "potluck.record"
LOCK = 0x706F746C75636B
"""The number of the lock on PostgreSQL: "potluck"."""
ERASED = "record.erased"
ENTRY = "audit-entry"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the present transaction that is not written yet."""

    at: datetime
    actor_id: int | None
    action: str
    subject_type: str
    subject_id: int | None
    payload: str


def record_act(
    action: str,
    *,
    actor: Actor,
    subject_type: str,
    subject_id: int | None,
    now: datetime,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Add one entry within the present transaction.

    `action` is a past-tense word pair such as `post.hidden`; `details` must be ready for JSON and hold no text that
    may have to be forgotten. What changed stands in them as `before` and `after`.
    """
    act = Act(now, actor.id, action, subject_type, subject_id, written(reason, details))
    pending: list[Act] = db.session().info.setdefault(PENDING, [])
    pending.append(act)


def erase_payload(entry_id: int, *, because: str, actor: Actor, now: datetime) -> bool:
    """Forget why and how of one act; a tombstone stays, and the chain still holds. Answers whether there was any.

    Raises:
        Invalid: without a reason.
    """
    if not because.strip():
        raise Invalid("Say why: it stands in the record.", field="because")
    return bool(_erase([entry_id], because[:BECAUSE_LENGTH], actor, now))


def erase_payloads_about(
    subject_type: str, subject_id: int, *, because: str, actor: Actor, now: datetime
) -> int:
    """Forget why and how of every act upon one subject; return how many there were."""
    about = select(AuditEntry.id).where(
        AuditEntry.subject_type == subject_type,
        AuditEntry.subject_id == subject_id,
        AuditEntry.action != ERASED,
    )
    return _erase(db.session.scalars(about).all(), because[:BECAUSE_LENGTH], actor, now)


def _erase(entry_ids: Sequence[int], because: str, actor: Actor, now: datetime) -> int:
    erased = db.session.scalars(
        update(AuditPayload)
        .where(AuditPayload.entry_id.in_(entry_ids), AuditPayload.erased_at.is_(None))
        .values(salt=None, content=None, erased_at=now, erased_because=because)
        .returning(AuditPayload.entry_id)
        .execution_options(synchronize_session=False)
    ).all()
    for entry_id in sorted(erased):
        record_act(ERASED, actor=actor, subject_type=ENTRY, subject_id=entry_id, now=now, reason=because)
    return len(erased)


def _write(session: Session) -> None:
    """Write the acts of a transaction behind the last one of the chain, in two statements however many they are."""
    pending: list[Act] = session.info.pop(PENDING, [])
    if not pending:
        return
    session.flush()
    entries, payloads = [], []
    last, link = _last(session)
    for number, act in enumerate(pending, last + 1):
        salt = new_salt()
        digest = digest_of(salt, act.payload)
        subject = (act.subject_type, act.subject_id)
        link = link_of(link, number, act.at, act.actor_id, act.action, subject, digest)
        entries.append(
            {
                "id": number,
                "at": act.at,
                "actor_id": act.actor_id,
                "action": act.action,
                "subject_type": act.subject_type,
                "subject_id": act.subject_id,
                "digest": digest,
                "link": link,
            }
        )
        payloads.append({"entry_id": number, "salt": salt, "content": act.payload})
    session.connection().execute(insert(AuditEntry.__table__), entries)  # type: ignore[arg-type]  # it is a Table
    session.connection().execute(insert(AuditPayload.__table__), payloads)  # type: ignore[arg-type]  # as above


def _last(session: Session) -> tuple[int, str]:
    """Wait until nobody else adds to the chain, and return its end. On SQLite the transaction itself is that lock."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    last = session.execute(
        select(AuditEntry.id, AuditEntry.link).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    return (last.id, last.link) if last is not None else (0, GENESIS)


def _forget(session: Session) -> None:
    session.info.pop(PENDING, None)


event.listen(Session, "before_commit", _write)
event.listen(Session, "after_rollback", _forget)
