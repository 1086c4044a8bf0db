"""What this room keeps about a member: what they were told, and what they wish to be told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from forum.core.database import db
from forum.notifications.models import NoticeChoice, Notification


def export(member_id: int) -> dict[str, Any]:
    """Return notices and choices."""
    notices = select(Notification).where(Notification.member_id == member_id).order_by(Notification.id)
    choices = select(NoticeChoice).where(NoticeChoice.member_id == member_id).order_by(NoticeChoice.kind)
    return {
        "notices": [
            {
                "kind": notice.kind,
                "post_id": notice.post_id,
                "at": notice.created_at.isoformat(),
                "read_at": notice.read_at.isoformat() if notice.read_at else None,
            }
            for notice in db.session.scalars(notices)
        ],
        "choices": [
            {"kind": choice.kind, "page": choice.page, "mail": choice.mail}
            for choice in db.session.scalars(choices)
        ],
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget notices and choices, and that this member did what others were told of."""
    db.session.execute(delete(Notification).where(Notification.member_id == member_id))
    db.session.execute(delete(NoticeChoice).where(NoticeChoice.member_id == member_id))
    db.session.execute(update(Notification).where(Notification.actor_id == member_id).values(actor_id=None))
