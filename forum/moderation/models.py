"""Reports that people made, and the acts of hiding with all that belongs to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

NOTE_LENGTH = 2_000


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DECLINED = "declined"


class Report(Model):
    """That somebody finds a post or a member's profile to be against the charter. A guest's has no reporter."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("(post_id IS NULL) <> (member_id IS NULL)", name="post_or_profile"),
        CheckConstraint("state IN ('open', 'upheld', 'declined')", name="known_state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_or_open"),
        Index("ix_report_state_created", "state", "created_at", "id"),
        Index("uq_report_post_reporter", "post_id", "reporter_id", unique=True),
        Index("uq_report_member_reporter", "member_id", "reporter_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=ReportState.OPEN)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class Hiding(Model):
    """One act of hiding a post. At most one of a post's hidings is in force."""

    __tablename__ = "hiding"
    __table_args__ = (
        Index("ix_hiding_post", "post_id", "id"),
        Index(
            "uq_hiding_in_force",
            "post_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    """For colleagues only."""
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    hidden_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str] = mapped_column(Text, default="")
