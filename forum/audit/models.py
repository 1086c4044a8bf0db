"""Two tables: the chain, which is only ever added to, and its payloads, which can be forgotten but not changed.

Triggers made with the tables refuse everything else, whoever asks.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.database import Model

HASH_LENGTH = 64
BECAUSE_LENGTH = 500


class AuditEntry(Model):
    """One act. Actor and subject are numbers, not references: the record outlives what it speaks of.

    `digest` stands for the payload, `link` for this entry and all before it: see `forum.audit.chain`.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_type", "subject_id", "id"),
        Index("ix_audit_entry_actor", "actor_id", "id"),
        Index("ix_audit_entry_action", "action", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int | None]
    digest: Mapped[str] = mapped_column(String(HASH_LENGTH))
    link: Mapped[str] = mapped_column(String(HASH_LENGTH))
    payload: Mapped[AuditPayload] = relationship(lazy="joined", viewonly=True)

    @property
    def reason(self) -> str | None:
        """Why, as far as it is not forgotten."""
        reason: str | None = self._said().get("reason")
        return reason

    @property
    def details(self) -> dict[str, Any]:
        """What else was noted, as far as it is not forgotten."""
        return dict(self._said().get("details") or {})

    def _said(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.payload.content or "{}")
        return said


class AuditPayload(Model):
    """Why and how of one act. Once it is forgotten, the row is its tombstone: when, and because of what."""

    __tablename__ = "audit_payload"
    __table_args__ = (
        CheckConstraint("(salt IS NULL) = (content IS NULL)", name="salt_goes_with_content"),
        CheckConstraint("(content IS NULL) = (erased_at IS NOT NULL)", name="erased_or_there"),
        CheckConstraint("(erased_at IS NULL) = (erased_because IS NULL)", name="erased_for_a_reason"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    salt: Mapped[str | None] = mapped_column(String(HASH_LENGTH))
    content: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]
    erased_because: Mapped[str | None] = mapped_column(String(BECAUSE_LENGTH))


REFUSALS = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the record is only ever added to'); END"
        ),
        (
            "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the record is only ever added to'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the record is only ever added to'; END $$"
        ),
        (
            "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
        ),
    ),
}
"""What keeps the promise, by database. Migrations carry the same statements."""

_KEPT = "NEW.content IS NOT NULL OR OLD.content IS NULL OR NEW.entry_id <> OLD.entry_id"
PAYLOAD_REFUSALS = {
    "sqlite": (
        (
            f"CREATE TRIGGER audit_payload_no_change BEFORE UPDATE ON audit_payload WHEN {_KEPT} "
            "BEGIN SELECT RAISE(ABORT, 'the record is only ever added to'); END"
        ),
        (
            "CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload "
            "BEGIN SELECT RAISE(ABORT, 'the record is only ever added to'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE TRIGGER audit_payload_no_change BEFORE UPDATE ON audit_payload "
            f"FOR EACH ROW WHEN ({_KEPT}) EXECUTE FUNCTION audit_entry_refuse()"
        ),
        (
            "CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
        ),
    ),
}
"""A payload may be forgotten, once and wholly, and that is all."""

for _model, _refusals in ((AuditEntry, REFUSALS), (AuditPayload, PAYLOAD_REFUSALS)):
    for _dialect, _statements in _refusals.items():
        for _statement in _statements:
            event.listen(_model.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
