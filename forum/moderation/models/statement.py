"""Statements of reasons (DSA, art. 17) and objections to them (art. 20)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

MESSAGE_LENGTH = 2_000
OBJECTION_LENGTH = 5_000
ANSWER_LENGTH = 5_000


class Source(StrEnum):
    """How moderation came to look."""

    OWN = "own"
    REPORT = "report"
    NOTICE = "notice"


class ObjectionState(StrEnum):
    """Where an objection stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """Whoever objected has left."""


class Statement(Model):
    """What a member was told of one decision about them. It says what held when it was made.

    `ground` keeps the reason as it was worded then, by language. `measure` names what was done; other rooms enter
    theirs. Nobody has to be `told` of what was hidden as bulk advertising, but they may still read it and object.
    """

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint("source IN ('own', 'report', 'notice')", name="known_source"),
        CheckConstraint("things > 0", name="of_something"),
        Index("ix_statement_member", "member_id", "id"),
        Index("ix_statement_sent", "sent_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    measure: Mapped[str] = mapped_column(String(40))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    things: Mapped[int] = mapped_column(default=1)
    """How many posts it speaks of."""
    reason: Mapped[str] = mapped_column(String(60))
    ground: Mapped[dict[str, Any]]
    message: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(20), default=Source.OWN)
    found_by_machine: Mapped[bool] = mapped_column(default=False, server_default=false())
    decided_by_machine: Mapped[bool] = mapped_column(default=False, server_default=false())
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    told: Mapped[bool] = mapped_column(default=True)
    sent_at: Mapped[datetime]
    until: Mapped[datetime | None]
    """When it ends by itself."""
    object_until: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class Objection(Model):
    """That somebody disagrees with a decision: its author, or whoever reported what was left as it is."""

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("(statement_id IS NULL) <> (report_id IS NULL)", name="against_one_thing"),
        CheckConstraint("state IN ('open', 'upheld', 'declined', 'withdrawn')", name="known_state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_or_open"),
        CheckConstraint(
            "state NOT IN ('upheld', 'declined') OR (answer <> '' AND decided_by_id IS NOT NULL)",
            name="decided_in_writing_by_somebody",
        ),
        CheckConstraint(
            "second IN ('moderator', 'administrator', 'outsider', 'same-person', 'taken-back')",
            name="known_second",
        ),
        Index("ix_objection_state", "state", "id"),
        Index(
            "uq_objection_open_statement",
            "statement_id",
            unique=True,
            sqlite_where=sql("state = 'open'"),
            postgresql_where=sql("state = 'open'"),
        ),
        Index(
            "uq_objection_open_report",
            "report_id",
            unique=True,
            sqlite_where=sql("state = 'open'"),
            postgresql_where=sql("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    mended: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The author has changed the post and asks for it to be shown again."""
    filed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default=ObjectionState.OPEN)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    second: Mapped[str | None] = mapped_column(String(20))
    """As whom the second person decided."""
    answer: Mapped[str] = mapped_column(Text, default="")
