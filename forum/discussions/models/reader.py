"""What belongs to one reader: drafts, how far they have read, what they follow or mute."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class Draft(Model):
    """What a member is writing at one place: `topic:new`, `reply:7` or `edit:12`. `version` tells two tabs apart."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("member_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    place: Mapped[str] = mapped_column(String(80))
    fields: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]


class ReadPosition(Model):
    """The highest post number a member has seen in a topic. It only moves forward."""

    __tablename__ = "read_position"
    __table_args__ = (Index("ix_read_position_topic", "topic_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]


class FollowTarget(StrEnum):
    """What can be followed or muted."""

    TOPIC = "topic"
    CATEGORY = "category"
    TAG = "tag"
    MEMBER = "member"


class FollowMode(StrEnum):
    """Whether somebody wants to hear of it, wants to hear nothing of it, or wants nothing to do with that member."""

    FOLLOW = "follow"
    MUTE = "mute"
    BLOCK = "block"


class Following(Model):
    """That a member follows, mutes or blocks one thing; never two of these."""

    __tablename__ = "following"
    __table_args__ = (Index("ix_following_target", "target", "target_id", "mode", "member_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    target: Mapped[str] = mapped_column(String(20), primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(String(20), default=FollowMode.FOLLOW)
    created_at: Mapped[datetime]
