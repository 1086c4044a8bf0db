"""What the brand is going to publish, and who has to agree to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.editorial.words import Every, State

TITLE_LENGTH = 200
NOTE_LENGTH = 500


class Publication(Model):
    """An announcement before and after it is published; afterwards it is the topic `topic_id`.

    `follows_id` names the one before it in a series: each is followed by one at most.
    """

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'asked', 'planned', 'published')", name="known_state"),
        CheckConstraint("purpose IN ('conversation', 'relay', 'promotion')", name="known_purpose"),
        CheckConstraint("every IN ('once', 'week', 'two-weeks', 'month')", name="known_rhythm"),
        CheckConstraint(
            "state NOT IN ('asked', 'planned') OR planned_for IS NOT NULL", name="planned_for_a_time"
        ),
        CheckConstraint("state <> 'asked' OR (is_exceptional AND answer_until IS NOT NULL)", name="asked_by"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at"),
        CheckConstraint("NOT is_exceptional OR reason <> ''", name="exceptional_because"),
        Index("ix_publication_state_planned_for", "state", "planned_for"),
        Index("ix_publication_published_at", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    source: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default=State.DRAFT)
    planned_for: Mapped[datetime | None]
    every: Mapped[str] = mapped_column(String(20), default=Every.ONCE)
    on_day: Mapped[int | None] = mapped_column(SmallInteger)
    """The day of the month on which a monthly series began; forgotten when one of it is given another time."""
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("publication.id", ondelete="SET NULL"), unique=True
    )
    is_exceptional: Mapped[bool] = mapped_column(default=False, server_default=false())
    reason: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    """Why it is outside of what the charter foresees."""
    answer_until: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    """Why it went back to its author."""
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"), unique=True)
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Approval(Model):
    """Somebody who was asked to agree to a publication, and what they said."""

    __tablename__ = "publication_approval"
    __table_args__ = (
        CheckConstraint("(verdict IS NULL) = (said_at IS NULL)", name="said_at"),
        CheckConstraint("verdict IS NULL OR verdict OR note <> ''", name="refused_because"),
        Index("ix_publication_approval_remind_at", "remind_at"),
    )

    publication_id: Mapped[int] = mapped_column(
        ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    verdict: Mapped[bool | None]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    said_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    """When they are reminded; nothing once they were."""
