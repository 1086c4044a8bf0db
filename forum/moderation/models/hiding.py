"""What is hidden, and the acts that hid several things at once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

IN_FORCE = "lifted_at IS NULL"


class Hidden(StrEnum):
    """What kind of thing is hidden."""

    POST = "post"
    PROFILE = "profile"
    """What a member says about themselves."""
    FACE = "face"
    """The picture beside a member's name."""
    PICTURE = "picture"
    """A picture that stands in posts."""


class Bundle(StrEnum):
    """Why several posts were hidden in one act."""

    SEVERAL = "several"
    TOPIC = "topic"
    MEMBER = "member"


class HidingAct(Model):
    """Several posts hidden in one act, and shown again in one."""

    __tablename__ = "hiding_act"
    __table_args__ = (
        CheckConstraint("kind IN ('several', 'topic', 'member')", name="known_kind"),
        CheckConstraint("post_count > 0", name="of_something"),
        CheckConstraint("(kind = 'member') = (since IS NOT NULL)", name="of_a_period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    post_count: Mapped[int]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    made_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    lifted_at: Mapped[datetime | None]


class Hiding(Model):
    """One thing that is, or was, hidden. Of each thing at most one hiding is in force.

    `withheld` keeps what was taken off a profile, so that it can be put back.
    """

    __tablename__ = "hiding"
    __table_args__ = (
        CheckConstraint("what IN ('post', 'profile', 'face', 'picture')", name="known_thing"),
        CheckConstraint("(what = 'post') = (post_id IS NOT NULL)", name="post"),
        CheckConstraint("(what IN ('profile', 'face')) = (member_id IS NOT NULL)", name="profile"),
        CheckConstraint("(what = 'picture') = (upload_id IS NOT NULL)", name="picture"),
        Index("ix_hiding_post", "post_id", "id"),
        Index(
            "uq_hiding_in_force",
            "post_id",
            unique=True,
            sqlite_where=sql(IN_FORCE),
            postgresql_where=sql(IN_FORCE),
        ),
        Index(
            "uq_hiding_of_profile",
            "member_id",
            "what",
            unique=True,
            sqlite_where=sql(IN_FORCE),
            postgresql_where=sql(IN_FORCE),
        ),
        Index(
            "uq_hiding_of_picture",
            "upload_id",
            unique=True,
            sqlite_where=sql(IN_FORCE),
            postgresql_where=sql(IN_FORCE),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20), default=Hidden.POST, server_default="post")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("hiding_act.id"), index=True)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    """For colleagues only."""
    withheld: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    hidden_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str] = mapped_column(Text, default="")
