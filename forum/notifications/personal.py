"""What this room keeps about a member: what they were told, what they wish to be told, and when."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update

from forum.core.database import Model, db
from forum.notifications.models import (
    Birthday,
    Device,
    DigestDue,
    NoticeChoice,
    Notification,
    QuietHours,
    TopicChoice,
)

OWN: tuple[type[Model], ...] = (
    Notification,
    NoticeChoice,
    TopicChoice,
    QuietHours,
    Birthday,
    DigestDue,
    Device,
)


def export(member_id: int) -> dict[str, Any]:
    """Return notices and choices."""
    notices = select(Notification).where(Notification.member_id == member_id).order_by(Notification.id)
    choices = select(NoticeChoice).where(NoticeChoice.member_id == member_id).order_by(NoticeChoice.kind)
    topics = select(TopicChoice).where(TopicChoice.member_id == member_id).order_by(TopicChoice.topic_id)
    quiet = db.session.get(QuietHours, member_id)
    birthday = db.session.get(Birthday, member_id)
    return {
        "notices": [
            {
                "kind": notice.kind,
                "post_id": notice.post_id,
                "at": notice.created_at.isoformat(),
                "read_at": notice.read_at.isoformat() if notice.read_at else None,
                "mailed_at": notice.mailed_at.isoformat() if notice.mailed_at else None,
            }
            for notice in db.session.scalars(notices)
        ],
        "choices": [
            {"kind": choice.kind, "page": choice.page, "mail": choice.pace, "push": choice.push}
            for choice in db.session.scalars(choices)
        ],
        "devices": [
            {
                "name": device.name,
                "service": urlsplit(device.endpoint).hostname,
                "since": device.created_at.isoformat(),
                "last_sent_at": device.last_sent_at.isoformat() if device.last_sent_at else None,
            }
            for device in db.session.scalars(
                select(Device).where(Device.member_id == member_id).order_by(Device.id)
            )
        ],
        "topics": [{"topic_id": each.topic_id, "mail": each.pace} for each in db.session.scalars(topics)],
        "quiet_hours": {"from": quiet.starts, "until": quiet.ends} if quiet else None,
        "birthday": {"month": birthday.month, "day": birthday.day} if birthday else None,
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget notices and choices, and that this member did what others were told of."""
    for model in OWN:
        db.session.execute(delete(model).filter_by(member_id=member_id))
    db.session.execute(update(Notification).where(Notification.actor_id == member_id).values(actor_id=None))
