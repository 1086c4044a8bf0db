"""Posts, what they were before, and what they refer to."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text as sql,
)
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.core.policy import Audience, Viewer


class PostState(IntEnum):
    """What stands where a post was made. Only `VISIBLE` text is for every reader of the topic."""

    VISIBLE = 0
    HIDDEN = 1
    """By moderation, with a reason: author and moderators still read it."""
    WITHDRAWN = 2
    """By its author: nobody but moderators reads it, and it is purged after 30 days."""
    PURGED = 3
    """Its text, revisions and pictures are gone; the number and the placeholder stay."""
    HELD = 4
    """Waiting for a moderator before its first publication: author and moderators read it, others see nothing."""


SOURCE_LENGTH = 50_000
ONCE_LENGTH = 40


class Post(Model):
    """One contribution, numbered within its topic.

    `source` is what was typed, `html` what is shown, `text` the plain words for search, mails and extracts.
    `read_level` repeats the topic's. Counters are changed by atomic SQL only.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        UniqueConstraint("author_id", "once"),
        CheckConstraint("number >= 1", name="numbers_from_one"),
        CheckConstraint("state >= 0 AND state <= 4", name="known_state"),
        CheckConstraint("(state = 1) = (hidden_reason IS NOT NULL)", name="hidden_with_a_reason"),
        Index("ix_post_author", "author_id", "created_at", "id"),
        Index("ix_post_created", "created_at", "id"),
        Index(
            "ix_post_withdrawn_at",
            "withdrawn_at",
            sqlite_where=sql("withdrawn_at IS NOT NULL"),
            postgresql_where=sql("withdrawn_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    created_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8), default="en")
    read_level: Mapped[int] = mapped_column(default=Audience.EVERYONE)
    state: Mapped[int] = mapped_column(default=PostState.VISIBLE)
    hidden_reason: Mapped[str | None] = mapped_column(String(60))
    hidden_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    revision_count: Mapped[int] = mapped_column(default=0)
    like_count: Mapped[int] = mapped_column(default=0)
    counted_likes: Mapped[int] = mapped_column(default=0, server_default="0")
    """The likes that count for badges: honest ones."""
    once: Mapped[str | None] = mapped_column(String(ONCE_LENGTH))
    """A word that the form sent along: sent twice, after a lost connection or by two clicks, it makes one post."""

    @hybrid_method
    def visible_to(self, viewer: Viewer) -> bool:
        """Whether `viewer` may read this post's words. One definition, for rows and for SQL.

        Everybody who may open the topic sees that a hidden post stood there; only those named here read it.
        """
        return (self.read_level <= viewer.clearance) & (
            (self.state == PostState.VISIBLE)
            | ((self.state == PostState.HIDDEN) | (self.state == PostState.HELD))
            & (self.author_id == viewer.own_id)
            | (self.state != PostState.PURGED) & viewer.may_moderate
        )


class Revision(Model):
    """What a post said before an edit. The present text stands in the post."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    number: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    replaced_at: Mapped[datetime]


class PostQuote(Model):
    """That one post quotes another, or did before an edit: what happens to the one's words happens in the other too."""

    __tablename__ = "post_quote"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    quoted_post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PostCard(Model):
    """That a post shows a link card of a topic: when its title or its readers change, so does the card."""

    __tablename__ = "post_card"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PostUpload(Model):
    """That a post shows a picture. A picture is for those who may read a post that shows it."""

    __tablename__ = "post_upload"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    upload_id: Mapped[int] = mapped_column(
        ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PostAlias(Model):
    """Where a numbered post went when its topic was split or merged, so that old links keep working."""

    __tablename__ = "post_alias"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
