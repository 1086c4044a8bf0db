"""From an event to the members who want to hear of it and may: in the worker, a portion at a time.

Few are told in one transaction. Many are told by a job, a portion in a transaction of its own, and mailed by another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, Table, func, select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db
from forum.core.jobs import Progress, start_job
from forum.core.jobs.kinds import Step
from forum.core.mail import stable_message_id
from forum.core.notices import Members, NoticeKind, Pace, notice_kinds
from forum.core.upsert import conflict_insert, insert_missing
from forum.core.versions import touch
from forum.discussions.models import Post, Topic
from forum.notifications.devices import push_later
from forum.notifications.hours import end_of_quiet, next_digest, quiet_hours_of
from forum.notifications.models import DigestDue, Notification
from forum.notifications.wishes import Wish, wishes_of

CHUNK = 200
"""Told in one transaction: a tenth of a second of SQLite's one writer, so that likes and posts hardly wait."""
MAIL = "notifications.mail"
TELLING = "notifications.telling"
MAILING = "notifications.mailing"
NOTIFICATION = cast("Table", Notification.__table__)
"""The bare table: two hundred rows at once through the entity cost three times as much."""
UNREAD_SCOPE = "notices"
"""The scope whose number moves whenever somebody's notices do: see `open_pages`."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What happened: the kind of notice, who did it, and the topic and post it is about."""

    kind: NoticeKind
    actor_id: int | None
    topic: Topic | None
    post: Post | None
    bundle: str | None


def fan_out(payload: Mapping[str, Any]) -> None:
    """Tell everybody concerned; the handler of what `notify` wrote down. Many are left to a job."""
    kind = notice_kinds.get(payload["kind"])
    if kind is None:
        return
    found = kind.receivers(dict(payload))
    if not isinstance(found, Select):
        _tell({each.member_id: each.data for each in found}, _subject(kind, payload), clock.now())
        return
    portion = _portion(found, 0)
    if len(portion) == CHUNK:
        start_job(TELLING, payload)
        return
    _tell(dict.fromkeys(portion, _data(kind, payload)), _subject(kind, payload), clock.now())


def telling_step(step: Step) -> Progress:
    """Tell the next portion of the many; once all are told, have those who want mail mailed by a job."""
    kind = notice_kinds.get(step.params["kind"])
    found = kind.receivers(dict(step.params)) if kind else None
    done = step.cursor.get("done", 0)
    if kind is None or not isinstance(found, Select):
        return Progress(done, done, finished=True)
    total = step.cursor.get("total") or _size(found)
    portion = _portion(found, step.cursor.get("after", 0))
    _tell(
        dict.fromkeys(portion, _data(kind, step.params)),
        _subject(kind, step.params),
        clock.now(),
        mailing=step.job_id,
    )
    done += len(portion)
    if len(portion) == CHUNK:
        return Progress(done, max(total, done), {"after": portion[-1], "done": done, "total": total})
    start_job(MAILING, {"telling": step.job_id})
    return Progress(done, done, finished=True, result={"told": done})


def _portion(found: Members, after: int) -> Sequence[int]:
    members = found.subquery()
    number = next(iter(members.c))
    return db.session.scalars(select(number).where(number > after).order_by(number).limit(CHUNK)).all()


def _size(found: Members) -> int:
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def _data(kind: NoticeKind, payload: Mapping[str, Any]) -> dict[str, Any]:
    return kind.data(payload) if kind.data else {}


def _subject(kind: NoticeKind, payload: Mapping[str, Any]) -> _Subject:
    topic_id, post_id = payload.get("topic_id"), payload.get("post_id")
    bundle = f"{kind.key}:{post_id or topic_id}" if kind.bundled else None
    return _Subject(
        kind,
        payload.get("actor_id"),
        db.session.get(Topic, topic_id) if topic_id else None,
        db.session.get(Post, post_id) if post_id else None,
        bundle,
    )


def _tell(
    receivers: Mapping[int, Mapping[str, Any]],
    subject: _Subject,
    now: datetime,
    *,
    mailing: int | None = None,
) -> None:
    """Store the notices of those who want and may hear of it, and have them mailed, in a fixed number of statements."""
    ids = [member_id for member_id in receivers if member_id != subject.actor_id]
    if not ids:
        return
    wishes = wishes_of(ids, subject.kind, subject.topic, subject.actor_id)
    members = {
        member.id: member
        for member in db.session.scalars(select(Member).where(Member.id.in_(ids), Member.active.is_(True)))
        if not wishes[member.id].is_silence and may_read(member, subject.topic, subject.post)
    }
    joined = _join(members, subject, now)
    fresh = members.keys() - joined.keys()
    quiet = quiet_hours_of(members)
    waits = {id_: end_of_quiet(now, members[id_].time_zone, quiet.get(id_)) for id_ in fresh}
    rows = [
        _row(subject, member_id, receivers[member_id], _for(members[member_id], wishes[member_id]), now)
        | {"mailing": mailing if waits[member_id] is None else None}
        for member_id in sorted(fresh)
    ]
    stored = _store(rows)
    if stored or joined:
        touch(UNREAD_SCOPE)
    for notification_id, member_id, pace in stored:
        if subject.kind.own_mail:
            continue
        if pace == Pace.AT_ONCE and (mailing is None or waits[member_id] is not None):
            mail_later(notification_id, waits[member_id])
    push_later({member_id: id_ for id_, member_id, _pace in stored if wishes[member_id].push}, waits)
    insert_missing(
        DigestDue,
        [
            {
                "member_id": member_id,
                "pace": pace,
                "due_at": next_digest(now, members[member_id].time_zone, Pace(pace), quiet.get(member_id)),
            }
            for member_id, pace in [*joined.items(), *((each[1], each[2]) for each in stored)]
            if pace in (Pace.DAILY, Pace.WEEKLY)
        ],
    )


def mail_later(notification_id: int, run_after: datetime | None = None) -> None:
    """Have one notice mailed by itself once the present transaction is committed, or not before `run_after`."""
    payload = {"notification_id": notification_id, "message_id": notice_message_id(notification_id)}
    outbox.enqueue(MAIL, payload, run_after=run_after)


def notice_message_id(notification_id: int) -> str:
    """Return the Message-ID of the mail of one notice, the same however often it is sent."""
    return stable_message_id(f"notice-{notification_id}")


def may_read(member: Member, topic: Topic | None, post: Post | None) -> bool:
    """Whether what a notice speaks of is for this member to read, as things stand now."""
    viewer = viewer_of(member)
    return (topic is None or bool(topic.visible_to(viewer))) and (
        post is None or bool(post.visible_to(viewer))
    )


def _for(member: Member, wish: Wish) -> Wish:
    """Return what can be done of a wish: there is no mail without an address."""
    return wish if member.email else replace(wish, pace=Pace.NONE)


def _row(
    subject: _Subject, member_id: int, data: Mapping[str, Any], wish: Wish, now: datetime
) -> dict[str, Any]:
    return {
        "member_id": member_id,
        "kind": subject.kind.key,
        "bundle": subject.bundle,
        "family": subject.kind.family,
        "actor_id": subject.actor_id,
        "topic_id": subject.topic.id if subject.topic else None,
        "post_id": subject.post.id if subject.post else None,
        "data": dict(data),
        "others": 0,
        "created_at": now,
        "updated_at": now,
        "listed": wish.page,
        "read_at": None if wish.page else now,
        "pace": wish.pace.value,
    }


def _store(rows: Sequence[Mapping[str, Any]]) -> Sequence[tuple[int, int, str]]:
    """Insert those that were not told yet. Returns number, member and pace of each."""
    if not rows:
        return []
    statement = conflict_insert(NOTIFICATION).on_conflict_do_nothing()
    told = statement.returning(NOTIFICATION.c.id, NOTIFICATION.c.member_id, NOTIFICATION.c.pace)
    stored = db.session.execute(told, [dict(row) for row in rows])
    return [(id_, member_id, pace) for id_, member_id, pace in stored]


def _join(members: Mapping[int, Member], subject: _Subject, now: datetime) -> dict[int, str]:
    """Let a bundled notice that waits unread say that one more did it. Returns whose did, and how their mail goes.

    One that is gathered comes with the next digest again.
    """
    if subject.bundle is None or not members:
        return {}
    waiting = db.session.scalars(
        select(Notification).where(
            Notification.member_id.in_(members),
            Notification.bundle == subject.bundle,
            Notification.read_at.is_(None),
        )
    ).all()
    for notice in waiting:
        if notice.actor_id != subject.actor_id:
            notice.others += 1
        notice.actor_id, notice.updated_at = subject.actor_id, now
        if notice.pace in (Pace.DAILY, Pace.WEEKLY):
            notice.mailed_at = None
    return {notice.member_id: notice.pace for notice in waiting}
