"""Causes: what many posts complain of, with one owner, so that one solution answers all of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

CAUSE_LENGTH = 160


class Way(StrEnum):
    """How the solution of a cause reaches those who wrote."""

    NOTICE = "notice"
    """A notice to each, and the answer on a page of its own."""
    REPLY = "reply"
    """A public reply in each topic; a notice to those whom none reaches."""


class Cause(Model):
    """One cause. It is solved with an answer to everybody who wrote about it."""

    __tablename__ = "cause"
    __table_args__ = (
        CheckConstraint("(solved_at IS NULL) = (answer_source = '')", name="solved_with_an_answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(CAUSE_LENGTH))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    answer_source: Mapped[str] = mapped_column(Text, default="")
    answer_html: Mapped[str] = mapped_column(Text, default="")
    solved_at: Mapped[datetime | None]
    solved_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)


class CausePost(Model):
    """That a post is about a cause. A post has at most one."""

    __tablename__ = "cause_post"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    cause_id: Mapped[int] = mapped_column(ForeignKey("cause.id", ondelete="CASCADE"), index=True)
    linked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    linked_at: Mapped[datetime]


class CauseAnswer(Model):
    """How the answer to a solved cause goes out, and the job that sends it."""

    __tablename__ = "cause_answer"
    __table_args__ = (CheckConstraint("way IN ('notice', 'reply')", name="known_way"),)

    cause_id: Mapped[int] = mapped_column(ForeignKey("cause.id", ondelete="CASCADE"), primary_key=True)
    way: Mapped[str] = mapped_column(String(10))
    job_id: Mapped[int]
    done_at: Mapped[datetime | None]


class CauseReply(Model):
    """The public reply by which a cause was answered in one topic: there is never a second."""

    __tablename__ = "cause_reply"

    cause_id: Mapped[int] = mapped_column(ForeignKey("cause.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), unique=True)
