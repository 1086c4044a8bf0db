"""Telling those with a sign-in what happened in the last weeks, so that bell, list and digest have something in them.

What rooms asked for while the demo was filled is told, and what was written and liked. Days-old notices are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.notices import NoticeKind, Pace, notice_kinds
from forum.demo.happenings import follow_what_moves, keep_birthday, of_posts, of_the_brand
from forum.discussions.models import Post, Topic
from forum.notifications.delivery import mail_later, may_read
from forum.notifications.models import DigestDue, Notification

LATELY = timedelta(days=45)
UNREAD = timedelta(days=6)
APART = timedelta(hours=7)
MOST_OF_A_KIND = 4
BIRTHDAY_AGO = timedelta(days=4)
AFTERWARDS = timedelta(hours=2)


def tell_what_happened(
    people: Sequence[Member], asked: Iterable[Mapping[str, Any]], now: datetime, *, by_mail: bool
) -> None:
    """Give `people` the notices that they would have had.

    Args:
        people: those with a sign-in; nobody else looks.
        asked: what rooms asked to be told while the demo was filled.
        now: the present moment; what has no moment of its own happened shortly before it.
        by_mail: whether the unread ones go by mail and into a digest as well.
    """
    follow_what_moves(people, now)
    since = now - LATELY
    told = _Told({person.id: person for person in people}, now)
    happened = [
        *of_posts(people, since),
        *of_the_brand(since),
        keep_birthday(people[0], now - BIRTHDAY_AGO),
        *((told.moment(payload), payload) for payload in asked),
    ]
    for at, payload in sorted(happened, key=lambda each: each[0] or now, reverse=True):
        told.tell(at, payload)
    db.session.flush()
    if by_mail:
        told.have_mailed()


class _Told:
    """What was told so far: of one subject together, of one post once, of one kind a few."""

    def __init__(self, people: Mapping[int, Member], now: datetime) -> None:
        self._people = people
        self._now = now
        self._topics = {topic.id: topic for topic in db.session.scalars(select(Topic))}
        self._posts = {post.id: post for post in db.session.scalars(select(Post))}
        self._notices: dict[tuple[int, str], Notification] = {}
        self._of_kind: Counter[tuple[int, str]] = Counter()
        self._timeless: Counter[int] = Counter()

    def tell(self, at: datetime | None, payload: Mapping[str, Any]) -> None:
        """Tell of one thing whoever is concerned, may read it and did not do it."""
        kind = notice_kinds.get(payload["kind"])
        if kind is None:
            return
        topic, post = self._topics.get(payload.get("topic_id", 0)), self._post(payload)
        for member_id, data in _receivers(kind, payload):
            person = self._people.get(member_id)
            if person is not None and member_id != payload.get("actor_id") and may_read(person, topic, post):
                self._add(person, kind, payload, data, at)

    def moment(self, payload: Mapping[str, Any]) -> datetime | None:
        """Return when what was asked for happened, where it is about a post."""
        post = self._post(payload)
        return post.created_at + AFTERWARDS if post else None

    def have_mailed(self) -> None:
        """Have those that are unread mailed as each kind is by default."""
        due = set()
        for notice in self._notices.values():
            kind = notice_kinds[notice.kind]
            if notice.read_at is not None or kind.own_mail:
                continue
            notice.pace = kind.default_pace.value
            if kind.default_pace is Pace.AT_ONCE:
                mail_later(notice.id)
            elif kind.default_pace is not Pace.NONE:
                due.add((notice.member_id, notice.pace))
        db.session.add_all(DigestDue(member_id=id_, pace=pace, due_at=self._now) for id_, pace in due)

    def _post(self, payload: Mapping[str, Any]) -> Post | None:
        return self._posts.get(payload.get("post_id", 0))

    def _add(
        self,
        person: Member,
        kind: NoticeKind,
        payload: Mapping[str, Any],
        data: Mapping[str, Any],
        at: datetime | None,
    ) -> None:
        subject = payload.get("post_id") or payload.get("topic_id")
        place = (person.id, f"{kind.family or kind.key}:{subject or data}")
        known = self._notices.get(place)
        if known is not None:
            known.others += bool(kind.bundled)
            return
        self._of_kind[person.id, kind.key] += 1
        if self._of_kind[person.id, kind.key] > MOST_OF_A_KIND:
            return
        if at is None:
            self._timeless[person.id] += 1
            at = self._now - APART * self._timeless[person.id]
        self._notices[place] = Notification(
            member_id=person.id,
            kind=kind.key,
            bundle=f"{kind.key}:{subject}" if kind.bundled else None,
            family=kind.family,
            actor_id=payload.get("actor_id"),
            topic_id=payload.get("topic_id"),
            post_id=payload.get("post_id"),
            data=dict(data),
            created_at=at,
            updated_at=at,
            read_at=None if at > self._now - UNREAD else at + APART,
        )
        db.session.add(self._notices[place])


def _receivers(kind: NoticeKind, payload: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    found = kind.receivers(dict(payload))
    if not isinstance(found, Select):
        return [(each.member_id, each.data) for each in found]
    data = kind.data(payload) if kind.data else {}
    return [(member_id, data) for member_id in db.session.scalars(found)]
