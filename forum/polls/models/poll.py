"""A poll, its questions and their options. What it says is fixed with the first vote: see `guards`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text as sql, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.polls.words import Roll, Shown, State

QUESTION_LENGTH = 300
TITLE_LENGTH = 120
TEXT_LENGTH = 600


class Poll(Model):
    """What a topic asks its readers. Who may read the topic's first post may know of it, and nobody else.

    `seed` is drawn when the poll is made and published with it: the order of options and the breaking of ties follow
    from it. `secret_key` makes the names on secret ballots; it is forgotten when the poll is sealed.
    """

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint("state >= 0 AND state <= 3", name="known_state"),
        CheckConstraint("min_age_days >= 0", name="min_age"),
        CheckConstraint("state = 0 OR opened_at IS NOT NULL", name="opened"),
        CheckConstraint("state < 2 OR closed_at IS NOT NULL", name="closed"),
        CheckConstraint("state < 3 OR secret_key IS NULL", name="sealed_without_key"),
        Index("ix_poll_state_closes", "state", "closes_at"),
        Index(
            "ix_poll_current",
            "topic_id",
            "made_in_id",
            unique=True,
            sqlite_where=sql("is_current"),
            postgresql_where=sql("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    is_current: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether it stands in its topic. A successor does once it is opened, and the poll before it no longer."""
    made_in_id: Mapped[int] = mapped_column(default=0, server_default="0")
    """The topic in which it was made: of those one at most stands anywhere. Merging brings polls of others along."""
    predecessor_id: Mapped[int | None] = mapped_column(
        ForeignKey("poll.id", ondelete="SET NULL"), unique=True
    )
    """The poll that it asks anew, in other words: a poll has one successor at most."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    state: Mapped[int] = mapped_column(default=State.DRAFT)
    shown: Mapped[str] = mapped_column(String(20), default=Shown.ALWAYS)
    is_secret: Mapped[bool] = mapped_column(default=True)
    may_change: Mapped[bool] = mapped_column(default=True)
    publishes_ballots: Mapped[bool] = mapped_column(default=False)
    shuffles: Mapped[bool] = mapped_column(default=True)
    draws_ties: Mapped[bool] = mapped_column(default=False)
    roll: Mapped[str] = mapped_column(String(20), default=Roll.OPEN)
    min_age_days: Mapped[int] = mapped_column(default=0)
    team_only: Mapped[bool] = mapped_column(default=False)
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Who may vote besides: for each attribute of members the bands of which a voter has one."""
    seed: Mapped[str] = mapped_column(String(32))
    secret_key: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    sealed_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    """Since when the team is asked whether the clock that closed it can be believed."""
    eligible: Mapped[int | None]
    """How many may vote: counted at opening for a fixed roll, else at the close."""
    voters: Mapped[int | None]
    """How many ballots were counted at the close."""


class PollQuestion(Model):
    """One question of a poll, and how it is counted."""

    __tablename__ = "poll_question"
    __table_args__ = (
        UniqueConstraint("poll_id", "position"),
        CheckConstraint("least >= 1 AND most >= least", name="least_and_most"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(QUESTION_LENGTH))
    least: Mapped[int] = mapped_column(default=1)
    most: Mapped[int] = mapped_column(default=1)
    allows_none: Mapped[bool] = mapped_column(default=False)
    allows_unknown: Mapped[bool] = mapped_column(default=False)


class PollOption(Model):
    """One thing to choose. Ballots and files of ballots know it by its `number` within the question."""

    __tablename__ = "poll_option"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("poll_question.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)
