"""Likes and bookmarks. Their primary keys are the promise that there is one of each per member and post.

Likes that do not count for badges stay where they are, with what is wrong with them.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntFlag

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

REASON_LENGTH = 500


class Flaw(IntFlag):
    """Why a like is shown, but does not count for badges. A like may have several; without any it counts."""

    BEYOND_ALLOWANCE = 1
    """Its member had given their share of that day already."""
    DISCOUNTED = 2
    """A moderator found that it was not given for what the post says."""
    SUSPENDED = 4
    """Its member is suspended."""


class Like(Model):
    """That a member likes a post, and what is wrong with that (see `Flaw`)."""

    __tablename__ = "post_like"
    __table_args__ = (Index("ix_post_like_member_created", "member_id", "created_at"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    created_at: Mapped[datetime]
    flaws: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


class LikeDiscount(Model):
    """One act by which a moderator discounted likes, with its reason. It can be lifted."""

    __tablename__ = "like_discount"
    __table_args__ = (CheckConstraint("reason <> ''", name="with_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    finding: Mapped[str] = mapped_column(String(200))
    """The key of what was found: a ring or a burst."""
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    made_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str] = mapped_column(Text, default="")


class DiscountedLike(Model):
    """That an act discounted a like."""

    __tablename__ = "discounted_like"
    __table_args__ = (Index("ix_discounted_like_post_member", "post_id", "member_id"),)

    discount_id: Mapped[int] = mapped_column(
        ForeignKey("like_discount.id", ondelete="CASCADE"), primary_key=True
    )
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)


class Bookmark(Model):
    """That a member wants to find a post again. Nobody else sees it."""

    __tablename__ = "bookmark"
    __table_args__ = (Index("ix_bookmark_member_created", "member_id", "created_at"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    created_at: Mapped[datetime]
