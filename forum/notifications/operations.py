"""Reading notices, choosing among them and when they come, and being greeted on one's birthday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, update

from forum.core.database import db
from forum.core.notices import NoticeKind, Pace, notice_kinds
from forum.core.policy import Actor, Invalid, NotFound
from forum.core.upsert import conflict_insert
from forum.core.versions import touch
from forum.notifications.delivery import UNREAD_SCOPE
from forum.notifications.models import (
    LAST_MINUTE,
    Birthday,
    DigestDue,
    NoticeChoice,
    Notification,
    QuietHours,
    TopicChoice,
)

LEAP_YEAR = 2000
"""In which every day of a calendar exists."""


def open_notice(notification_id: int, *, actor: Actor, now: datetime) -> Notification:
    """Mark one of the actor's own notices as read and return it.

    Raises:
        NotFound: when it is not there, or somebody else's.
    """
    notification = db.session.get(Notification, notification_id)
    if notification is None or notification.member_id != actor.id:
        raise NotFound
    notification.read_at = notification.read_at or now
    touch(UNREAD_SCOPE)
    return notification


def read_all(*, actor: Actor, now: datetime) -> None:
    """Mark all of the actor's notices as read."""
    db.session.execute(
        update(Notification)
        .where(Notification.member_id == actor.id, Notification.read_at.is_(None))
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )
    touch(UNREAD_SCOPE)


def choose(member_id: int, kind_key: str, *, page: bool, pace: Pace, push: bool | None = None) -> None:
    """Store what a member wants to be told of one kind, in the page, by mail and on their devices.

    Without a word on `push`, that stays as it was.

    Raises:
        Invalid: when there is no such kind, or it cannot be switched off.
    """
    kind = notice_kinds.get(kind_key)
    if kind is None or kind.mandatory:
        raise Invalid(field=kind_key)
    chosen = {"page": page, "pace": pace.value}
    first = {"push": kind.push if push is None else push}
    statement = conflict_insert(NoticeChoice).values(member_id=member_id, kind=kind_key, **chosen, **first)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[NoticeChoice.member_id, NoticeChoice.kind],
            set_=chosen if push is None else chosen | first,
        )
    )


def choose_for_topic(member_id: int, topic_id: int, pace: Pace | None) -> None:
    """Store how a member wants mail of what is new in one topic; None is: as for all the others."""
    if pace is None:
        own = TopicChoice.member_id == member_id, TopicChoice.topic_id == topic_id
        db.session.execute(delete(TopicChoice).where(*own))
        return
    statement = conflict_insert(TopicChoice).values(member_id=member_id, topic_id=topic_id, pace=pace.value)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[TopicChoice.member_id, TopicChoice.topic_id], set_={"pace": pace.value}
        )
    )


def stop_digests(member_id: int, current: Iterable[tuple[NoticeKind, bool, Pace, bool]]) -> None:
    """Switch off everything that comes gathered, whatever kinds it is of; what comes at once goes on coming.

    `current` is every kind with what the member wants in the page, by mail and on their devices.
    """
    for kind, page, pace, _push in current:
        if pace in (Pace.DAILY, Pace.WEEKLY):
            choose(member_id, kind.key, page=page, pace=Pace.NONE)
    db.session.execute(
        update(TopicChoice)
        .where(TopicChoice.member_id == member_id, TopicChoice.pace.in_([Pace.DAILY, Pace.WEEKLY]))
        .values(pace=Pace.NONE.value)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(DigestDue).where(DigestDue.member_id == member_id))


def keep_quiet(member_id: int, hours: tuple[int, int] | None) -> None:
    """Store between which minutes after midnight a member wants no mail; None is: it may always come.

    Raises:
        Invalid: when these are no minutes of a day, or the same.
    """
    db.session.execute(delete(QuietHours).where(QuietHours.member_id == member_id))
    if hours is None:
        return
    starts, ends = hours
    if not (0 <= starts <= LAST_MINUTE and 0 <= ends <= LAST_MINUTE) or starts == ends:
        raise Invalid(_("Quiet hours need a beginning and an end that differ."), field="quiet")
    db.session.add(QuietHours(member_id=member_id, starts=starts, ends=ends))


def keep_birthday(member_id: int, month: int, day: int) -> None:
    """Store the day on which a member wants to be greeted. A greeting of this year is not repeated.

    Raises:
        Invalid: when no calendar has that day.
    """
    try:
        date(LEAP_YEAR, month, day)
    except ValueError as error:
        raise Invalid(_("There is no such day."), field="birthday") from error
    known = db.session.get(Birthday, member_id)
    if known is None:
        db.session.add(Birthday(member_id=member_id, month=month, day=day))
    else:
        known.month, known.day = month, day


def forget_birthday(member_id: int) -> None:
    """Delete the day. Harmless where there is none."""
    db.session.execute(delete(Birthday).where(Birthday.member_id == member_id))
