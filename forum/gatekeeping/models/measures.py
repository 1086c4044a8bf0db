"""Measures against members: each with its term, its reason, and the statement that the member may object to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

NOTE_LENGTH = 2_000


class MeasureKind(StrEnum):
    """From the mildest on. A note is for colleagues and does nothing to the member."""

    NOTE = "note"
    WARNING = "warning"
    READ_ONLY = "read-only"
    SUSPENSION = "suspension"


class Measure(Model):
    """One measure. The statement says to the member what it rests on, and how to object."""

    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("kind IN ('note', 'warning', 'read-only', 'suspension')", name="known_kind"),
        CheckConstraint("kind NOT IN ('read-only', 'suspension') OR until IS NOT NULL", name="with_a_term"),
        CheckConstraint("kind = 'note' OR reason <> ''", name="with_a_reason"),
        CheckConstraint("kind <> 'note' OR note <> ''", name="a_note_says_something"),
        Index("ix_measure_member", "member_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    """For colleagues only."""
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    made_at: Mapped[datetime]
    until: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    lifted_because: Mapped[str] = mapped_column(Text, default="")
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)
    """What the member was told, and may object to."""
