"""The crisis room: what is switched on where, who does what, and what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

TITLE_LENGTH = 120
TASK_LENGTH = 300
LONGEST_SLOW = 24 * 60
WHOLE_SITE = 0


class Crisis(Model):
    """One time of crisis, of a category or (`place` 0) of the whole site. At most one is open at each place.

    `slow_minutes` is how long somebody waits between two posts; `watched` are the words of the theme.
    """

    __tablename__ = "crisis"
    __table_args__ = (
        CheckConstraint("slow_minutes >= 0 AND slow_minutes <= 1440", name="slow_within_a_day"),
        CheckConstraint("(closed_at IS NULL) OR (closed_at >= opened_at)", name="ends_after_it_began"),
        Index(
            "uq_crisis_open",
            "place",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    place: Mapped[int]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    slow_minutes: Mapped[int] = mapped_column(default=0)
    holds_first: Mapped[bool] = mapped_column(default=False)
    watched: Mapped[list[str]] = mapped_column(JSON, default=list)
    statements: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    lessons: Mapped[str] = mapped_column(Text, default="")


class CrisisTask(Model):
    """Who does what."""

    __tablename__ = "crisis_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    crisis_id: Mapped[int] = mapped_column(ForeignKey("crisis.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(TASK_LENGTH))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)


class CrisisEntry(Model):
    """One line of the timeline: written by the house when something is switched, or by somebody of the team."""

    __tablename__ = "crisis_entry"
    __table_args__ = (Index("ix_crisis_entry_crisis", "crisis_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    crisis_id: Mapped[int] = mapped_column(ForeignKey("crisis.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
