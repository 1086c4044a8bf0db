"""What came out: a snapshot while votes come in, and the sealed result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class PollLive(Model):
    """The state of an open poll as it was counted last, so that no page counts ballots."""

    __tablename__ = "poll_live"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    voters: Mapped[int]
    result: Mapped[dict[str, Any]]
    """The result of each question, by its position."""
    counted_at: Mapped[datetime]


class PollResult(Model):
    """The sealed result of one question: the ballots without names as a file, its SHA-256, and what was counted."""

    __tablename__ = "poll_result"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("poll_question.id", ondelete="CASCADE"), primary_key=True
    )
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    file: Mapped[str] = mapped_column(Text)
    result: Mapped[dict[str, Any]]


class PollWatch(Model):
    """When the clock was looked at last for closing polls: one row. A jump between two looks is seen by it."""

    __tablename__ = "poll_watch"

    id: Mapped[int] = mapped_column(primary_key=True)
    looked_at: Mapped[datetime]
