"""Reading notices, and choosing among them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from forum.core.database import db
from forum.core.notices import notice_kinds
from forum.core.policy import Actor, Invalid, NotFound
from forum.core.upsert import conflict_insert
from forum.notifications.models import NoticeChoice, Notification


def open_notice(notification_id: int, *, actor: Actor, now: datetime) -> Notification:
    """Mark one of the actor's own notices as read and return it.

    Raises:
        NotFound: when it is not there, or somebody else's.
    """
    notification = db.session.get(Notification, notification_id)
    if notification is None or notification.member_id != actor.id:
        raise NotFound
    notification.read_at = notification.read_at or now
    return notification


def read_all(*, actor: Actor, now: datetime) -> None:
    """Mark all of the actor's notices as read."""
    db.session.execute(
        update(Notification)
        .where(Notification.member_id == actor.id, Notification.read_at.is_(None))
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )


def choose(member_id: int, kind_key: str, *, page: bool, mail: bool) -> None:
    """Store what a member wants to be told of one kind.

    Raises:
        Invalid: when there is no such kind, or it cannot be switched off.
    """
    kind = notice_kinds.get(kind_key)
    if kind is None or kind.mandatory:
        raise Invalid(field=kind_key)
    statement = conflict_insert(NoticeChoice).values(member_id=member_id, kind=kind_key, page=page, mail=mail)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[NoticeChoice.member_id, NoticeChoice.kind], set_={"page": page, "mail": mail}
        )
    )
