"""Likes and bookmarks. Their primary keys are the promise that there is one of each per member and post."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class Like(Model):
    """That a member likes a post."""

    __tablename__ = "post_like"
    __table_args__ = (Index("ix_post_like_member_created", "member_id", "created_at"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    created_at: Mapped[datetime]


class Bookmark(Model):
    """That a member wants to find a post again. Nobody else sees it."""

    __tablename__ = "bookmark"
    __table_args__ = (Index("ix_bookmark_member_created", "member_id", "created_at"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    created_at: Mapped[datetime]
