"""What members were told, what they wish to be told and when, and what waits for their next digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.core.notices import Pace
from forum.core.push.services import LONGEST_ADDRESS

UNREAD = "read_at IS NULL"
MAILED_TOGETHER = "mailing IS NOT NULL AND mailed_at IS NULL"
GATHERED = "mailed_at IS NULL AND pace IN ('daily', 'weekly')"
PACES = "pace IN ('at-once', 'daily', 'weekly', 'none')"
LAST_MINUTE = 24 * 60 - 1
KEY_LENGTH, SECRET_LENGTH = 100, 40


class Notification(Model):
    """One thing a member is told. `others` counts what joined it later; `family` and `post_id` tell once a post.

    `listed` is whether it stands in the page's list. `pace` is how its mail goes, `mailed_at` when that was seen to;
    `mailing` names the job that mails it together with many others.
    """

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
        Index(
            "ix_notification_mailing",
            "mailing",
            "id",
            sqlite_where=text(MAILED_TOGETHER),
            postgresql_where=text(MAILED_TOGETHER),
        ),
        Index(
            "ix_notification_gathered",
            "member_id",
            "pace",
            "id",
            sqlite_where=text(GATHERED),
            postgresql_where=text(GATHERED),
        ),
        CheckConstraint(PACES, name="known_pace"),
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
    listed: Mapped[bool] = mapped_column(default=True, server_default=true())
    pace: Mapped[str] = mapped_column(String(10), default=Pace.NONE, server_default=Pace.NONE.value)
    mailed_at: Mapped[datetime | None]
    mailing: Mapped[int | None]


class NoticeChoice(Model):
    """What a member decided about one kind; without a row, the kind's own default holds."""

    __tablename__ = "notice_choice"
    __table_args__ = (CheckConstraint(PACES, name="known_pace"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    page: Mapped[bool]
    pace: Mapped[str] = mapped_column(String(10))
    push: Mapped[bool]


class Device(Model):
    """A browser that takes messages, and how it is reached. It takes them for as long as its sign-in lasts."""

    __tablename__ = "push_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), unique=True)
    p256dh: Mapped[str] = mapped_column(String(KEY_LENGTH))
    auth: Mapped[str] = mapped_column(String(SECRET_LENGTH))
    name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    last_sent_at: Mapped[datetime | None]


class TopicChoice(Model):
    """How a member wants mail of what is new in one topic, whatever they chose for the kind."""

    __tablename__ = "topic_choice"
    __table_args__ = (CheckConstraint(PACES, name="known_pace"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    pace: Mapped[str] = mapped_column(String(10))


class QuietHours(Model):
    """The hours in which a member wants no mail, as minutes after midnight where they are."""

    __tablename__ = "quiet_hours"
    __table_args__ = (
        CheckConstraint(f"starts >= 0 AND starts <= {LAST_MINUTE}", name="starts"),
        CheckConstraint(f"ends >= 0 AND ends <= {LAST_MINUTE} AND ends <> starts", name="ends"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    starts: Mapped[int] = mapped_column(SmallInteger)
    ends: Mapped[int] = mapped_column(SmallInteger)


class Birthday(Model):
    """The day on which a member wants to be greeted: day and month, never a year of birth."""

    __tablename__ = "birthday"
    __table_args__ = (
        CheckConstraint("month >= 1 AND month <= 12", name="month"),
        CheckConstraint("day >= 1 AND day <= 31", name="day"),
        Index("ix_birthday_month_day", "month", "day"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    month: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[int] = mapped_column(SmallInteger)
    greeted_in: Mapped[int | None] = mapped_column(SmallInteger)
    """The year of the last greeting, so that there is one a year."""


class DigestDue(Model):
    """That something waits for a member's next digest of this pace, and when that goes out."""

    __tablename__ = "digest_due"
    __table_args__ = (CheckConstraint("pace IN ('daily', 'weekly')", name="known_pace"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    pace: Mapped[str] = mapped_column(String(10), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
