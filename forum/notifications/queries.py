"""What a member was told: the list, the count in the header, their choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, tuple_

from forum.accounts.models import Member
from forum.accounts.pictures import picture_address
from forum.core.database import AnySelect, db
from forum.core.notices import NoticeKind, Pace, notice_kinds
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.discussions.models import Topic
from forum.notifications.models import Birthday, NoticeChoice, Notification, QuietHours, TopicChoice
from forum.notifications.wording import sentence

LIST_SIZE = 30
MOST_COUNTED = 100
MOST_TOPICS = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Who did it, as the avatar shows them."""

    id: int
    handle: str
    name: str
    picture: str | None
    is_team: bool


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """One notice as the list shows it."""

    id: int
    icon: str
    sentence: str
    person: Person | None
    at: datetime
    is_unread: bool


def page_of_notices(viewer: Viewer, *, before: tuple[datetime, int] | None = None) -> KeyPage[ListedNotice]:
    """Return what `viewer` was told, the latest first."""
    statement = (
        _rows(viewer)
        .where(Notification.member_id == viewer.own_id, Notification.listed.is_(True))
        .order_by(Notification.updated_at.desc(), Notification.id.desc())
        .limit(LIST_SIZE + 1)
    )
    if before:
        statement = statement.where(tuple_(Notification.updated_at, Notification.id) < before)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    listed = [notice for notice in map(_listed, rows) if notice is not None]
    return KeyPage(listed, older=encode_mark(rows[-1].updated_at.isoformat(), rows[-1].id) if more else None)


def _rows(viewer: Viewer) -> Any:
    return (
        select(
            Notification.id,
            Notification.kind,
            Notification.data,
            Notification.others,
            Notification.updated_at,
            Notification.read_at,
            Notification.actor_id,
            Member.handle,
            Member.name,
            Member.picture_key,
            Member.is_team,
            Member.erased_at,
            case((Topic.title_visible_to(viewer), Topic.title)).label("title"),
        )
        .outerjoin(Member, Member.id == Notification.actor_id)
        .outerjoin(Topic, Topic.id == Notification.topic_id)
    )


def _listed(row: Row[Any]) -> ListedNotice | None:
    kind = notice_kinds.get(row.kind)
    if kind is None:
        return None
    person = None
    if row.actor_id is not None and row.erased_at is None:
        person = Person(row.actor_id, row.handle, row.name, picture_address(row.picture_key), row.is_team)
    words = sentence(
        kind, actor=person.name if person else None, title=row.title, others=row.others, data=row.data
    )
    return ListedNotice(row.id, kind.icon, words, person, row.updated_at, row.read_at is None)


def count_unread(member_id: int) -> int:
    """Return how many notices wait, counted up to 100."""
    return int(fetch(_unread(), member_id=member_id).scalar_one())


@cache
def _unread() -> AnySelect:
    waiting = (
        select(Notification.id)
        .where(Notification.member_id == bindparam("member_id"), Notification.read_at.is_(None))
        .limit(MOST_COUNTED)
        .subquery()
    )
    return select(func.count()).select_from(waiting)


def load_header(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, int]:
    """For the header of a signed-in member: how many notices wait."""
    return {0: count_unread(viewer.id)} if viewer.id is not None else {}


def load_topic_link(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """Where a member follows a topic: the way to how they are mailed about it."""
    return dict.fromkeys(ids, True) if viewer.id is not None else {}


def choices_of(member_id: int) -> list[tuple[NoticeKind, bool, Pace, bool]]:
    """Return every kind in order, with whether the member wants it in the page, how by mail, and on their devices."""
    stored = {
        choice.kind: (choice.page, Pace(choice.pace), choice.push)
        for choice in db.session.scalars(select(NoticeChoice).where(NoticeChoice.member_id == member_id))
    }
    ordered = sorted(notice_kinds, key=lambda kind: kind.order)
    return [(kind, *stored.get(kind.key, (kind.page, kind.default_pace, kind.push))) for kind in ordered]


def choices_for(viewer: Viewer) -> list[tuple[NoticeKind, bool, Pace, bool]]:
    """Return the same of `viewer`, less the kinds that can never reach them."""
    return [choice for choice in choices_of(viewer.own_id) if choice[0].reaches(viewer)]


def topic_choices_of(viewer: Viewer) -> list[tuple[int, str, Pace]]:
    """Return number and title of each topic for which `viewer` chose otherwise, and how its mail comes."""
    found = (
        select(Topic.id, Topic.title, TopicChoice.pace)
        .join(TopicChoice, TopicChoice.topic_id == Topic.id)
        .where(TopicChoice.member_id == viewer.own_id)
        .where(Topic.visible_to(viewer), Topic.title_visible_to(viewer))
        .order_by(Topic.title, Topic.id)
        .limit(MOST_TOPICS)
    )
    return [(id, title, Pace(pace)) for id, title, pace in db.session.execute(found)]


def topic_choice_of(member_id: int, topic_id: int) -> Pace | None:
    """Return how a member wants mail of one topic; None for: as of all the others."""
    chosen = db.session.scalar(
        select(TopicChoice.pace).where(TopicChoice.member_id == member_id, TopicChoice.topic_id == topic_id)
    )
    return Pace(chosen) if chosen else None


def quiet_hours(member_id: int) -> tuple[int, int] | None:
    """Return the minutes after midnight between which a member wants no mail."""
    hours = db.session.get(QuietHours, member_id, populate_existing=True)
    return (hours.starts, hours.ends) if hours else None


def birthday(member_id: int) -> tuple[int, int] | None:
    """Return month and day on which a member wants to be greeted."""
    kept = db.session.get(Birthday, member_id, populate_existing=True)
    return (kept.month, kept.day) if kept else None
