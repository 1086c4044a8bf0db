"""Asking for a text to be forgotten for good: one person asks, another agrees."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class PurgeGround(StrEnum):
    """Why something may be purged at all."""

    SPAM = "spam"
    WITHDRAWN = "withdrawn"
    ERASURE = "erasure"


class PurgeState(StrEnum):
    """Where it stands."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"


class PurgeRequest(Model):
    """That a post is to be purged. Its row is the tombstone: who asked, who agreed, why, and nothing of the text."""

    __tablename__ = "purge_request"
    __table_args__ = (
        CheckConstraint("ground IN ('spam', 'withdrawn', 'erasure')", name="known_ground"),
        CheckConstraint("state IN ('asked', 'done', 'refused')", name="known_state"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_or_asked"),
        CheckConstraint("because <> ''", name="with_a_reason"),
        CheckConstraint("state <> 'done' OR second IS NOT NULL", name="agreed_by_a_second"),
        Index("ix_purge_request_state", "state", "id"),
        Index(
            "uq_purge_request_asked",
            "post_id",
            unique=True,
            sqlite_where=sql("state = 'asked'"),
            postgresql_where=sql("state = 'asked'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    ground: Mapped[str] = mapped_column(String(20))
    because: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default=PurgeState.ASKED)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    decided_at: Mapped[datetime | None]
    second: Mapped[str | None] = mapped_column(String(20))
