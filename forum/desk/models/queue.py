"""The queue: one row for each thing that needs a human, with everything that is said about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text as sql, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.desk.words import State

NOTE_LENGTH = 2_000
WAITING = sql("state <> 'done'")
UNSETTLED = sql("settled_at IS NULL")


class DeskItem(Model):
    """One thing that needs a human: a post, a member, or what a source calls by a word of its own.

    `due_at` is the earliest moment by which anything about it is promised, `weight` how much all of it counts. It
    sleeps until `wakes_at` while a promise still runs, or because a moderator put it on hold, and says why.
    """

    __tablename__ = "desk_item"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'asleep', 'done')", name="known_state"),
        CheckConstraint("(state = 'asleep') = (wakes_at IS NOT NULL)", name="asleep_until"),
        CheckConstraint("(state = 'done') = (closed_at IS NOT NULL)", name="done_at"),
        CheckConstraint("(claimed_by_id IS NULL) = (claimed_at IS NULL)", name="claimed_at"),
        CheckConstraint("(kind = 'post') = (post_id IS NOT NULL)", name="a_post_or_not"),
        Index(
            "uq_desk_item_waiting", "kind", "thing_id", unique=True,
            sqlite_where=WAITING, postgresql_where=WAITING,
        ),
        Index("ix_desk_item_due", "state", "due_at", "id"),
        Index("ix_desk_item_weight", "state", "weight", "id"),
        Index(
            "ix_desk_item_assignee", "assignee_id", "due_at", "id",
            sqlite_where=WAITING, postgresql_where=WAITING,
        ),
        Index("ix_desk_item_wakes_at", "state", "wakes_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=State.OPEN)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    wakes_at: Mapped[datetime | None]
    held_because: Mapped[str] = mapped_column(String(500), default="")
    weight: Mapped[float] = mapped_column(default=1.0)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    claimed_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    closed_at: Mapped[datetime | None]


class DeskCause(Model):
    """One thing that a source says about an item; `reference` is the source's own number."""

    __tablename__ = "desk_cause"
    __table_args__ = (
        Index(
            "uq_desk_cause_unsettled", "source", "reference", unique=True,
            sqlite_where=UNSETTLED, postgresql_where=UNSETTLED,
        ),
        Index(
            "ix_desk_cause_due", "source", "due_at", "item_id",
            sqlite_where=UNSETTLED, postgresql_where=UNSETTLED,
        ),
        Index("ix_desk_cause_item_id", "item_id", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("desk_item.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(30))
    reference: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    weight: Mapped[float] = mapped_column(default=1.0)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sleeps_until: Mapped[datetime | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settled_at: Mapped[datetime | None]
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("desk_answer.id"), index=True)
    """The answer that settled it, where one of the desk's did."""


class DeskNote(Model):
    """What one moderator tells the others about an item."""

    __tablename__ = "desk_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("desk_item.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class DeskPresence(Model):
    """That somebody looks at an item right now. Rows older than a minute say nothing and are swept away."""

    __tablename__ = "desk_presence"

    item_id: Mapped[int] = mapped_column(ForeignKey("desk_item.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class DeskSeat(Model):
    """Somebody's place at the desk: whether single keys act, and how far their round has come."""

    __tablename__ = "desk_seat"
    __table_args__ = (
        CheckConstraint("(round_at IS NULL) = (round_post_id IS NULL)", name="a_place_in_the_round"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    shortcuts: Mapped[bool] = mapped_column(default=True, server_default=true())
    round_at: Mapped[datetime | None]
    round_post_id: Mapped[int | None]
    """The last post seen, by moment and number; it may be gone meanwhile."""
