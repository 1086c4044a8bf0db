"""What members were told, and what they wish to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

UNREAD = "read_at IS NULL"


class Notification(Model):
    """One thing a member is told. `others` counts what joined it later; `family` and `post_id` tell once a post."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_member_list", "member_id", "updated_at", "id"),
        Index(
            "ix_notification_member_unread",
            "member_id",
            sqlite_where=text(UNREAD),
            postgresql_where=text(UNREAD),
        ),
        Index(
            "uq_notification_bundle",
            "member_id",
            "bundle",
            unique=True,
            sqlite_where=text(f"{UNREAD} AND bundle IS NOT NULL"),
            postgresql_where=text(f"{UNREAD} AND bundle IS NOT NULL"),
        ),
        Index(
            "uq_notification_family",
            "member_id",
            "family",
            "post_id",
            unique=True,
            sqlite_where=text("family IS NOT NULL"),
            postgresql_where=text("family IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(60))
    bundle: Mapped[str | None] = mapped_column(String(80))
    family: Mapped[str | None] = mapped_column(String(40))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    others: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class NoticeChoice(Model):
    """What a member decided about one kind; without a row, the kind's own default holds."""

    __tablename__ = "notice_choice"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    page: Mapped[bool]
    mail: Mapped[bool]
