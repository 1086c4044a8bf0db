"""What a member and the team say to each other in private."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

SUBJECT_LENGTH = 200
BECAUSE_LENGTH = 500
MESSAGE_LENGTH = 5_000


class Talk(Model):
    """One matter between one member and the team. `post_id` is what it began with, if anything."""

    __tablename__ = "talk"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_because = '')", name="closed_with_a_reason"),
        Index("ix_talk_member", "member_id", "last_at", "id"),
        Index("ix_talk_last", "last_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime]
    member_read_at: Mapped[datetime | None]
    """How far the member has read: the moment of the last message they were shown."""
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    closed_because: Mapped[str] = mapped_column(String(BECAUSE_LENGTH), default="")


class TalkMessage(Model):
    """One message; a note is for the team only."""

    __tablename__ = "talk_message"
    __table_args__ = (Index("ix_talk_message_talk_id", "talk_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    is_note: Mapped[bool] = mapped_column(default=False, server_default=false())
    text: Mapped[str] = mapped_column(Text)
    greeting_id: Mapped[int | None] = mapped_column(ForeignKey("greeting.id"), index=True)
    at: Mapped[datetime]


class Greeting(Model):
    """A short recorded greeting; its file stands in the storage under `key`, which nobody can guess."""

    __tablename__ = "greeting"
    __table_args__ = (
        CheckConstraint("content_type IN ('video/mp4', 'video/webm')", name="known_type"),
        CheckConstraint("byte_size > 0", name="byte_size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    content_type: Mapped[str] = mapped_column(String(20))
    byte_size: Mapped[int]
    seconds: Mapped[float]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    """What is said in it, for those who do not hear it."""
    created_at: Mapped[datetime]
