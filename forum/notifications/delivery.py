"""From an event to the members who want to hear of it and may: runs in the worker, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import or_, select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db
from forum.core.mail import new_message_id
from forum.core.notices import NoticeKind, Receiver, notice_kinds
from forum.core.upsert import conflict_insert
from forum.discussions.models import Following, FollowMode, FollowTarget, Post, Topic
from forum.notifications.models import NoticeChoice, Notification

CHUNK = 500
MAIL = "notifications.mail"


@dataclass(frozen=True, slots=True)
class _Subject:
    """What happened: the kind of notice, who did it, and the topic and post it is about."""

    kind: NoticeKind
    actor_id: int | None
    topic: Topic | None
    post: Post | None
    bundle: str | None


def fan_out(payload: Mapping[str, Any]) -> None:
    """Tell everybody concerned; the handler of what `notify` wrote down."""
    kind = notice_kinds.get(payload["kind"])
    if kind is None:
        return
    subject = _subject(kind, payload)
    receivers = iter(kind.receivers(dict(payload)))
    while chunk := list(islice(receivers, CHUNK)):
        _tell(
            {each.member_id: each for each in chunk if each.member_id != subject.actor_id},
            subject,
            clock.now(),
        )


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


def _tell(receivers: Mapping[int, Receiver], subject: _Subject, now: datetime) -> None:
    members = list(
        db.session.scalars(select(Member).where(Member.id.in_(receivers), Member.active.is_(True)))
    )
    choices = _choices([member.id for member in members], subject.kind)
    muting = _muting(list(receivers), subject)
    for member in members:
        wants_page, wants_mail = choices.get(member.id, (subject.kind.page, subject.kind.mail))
        if subject.kind.mandatory:
            wants_page = wants_mail = True
        elif member.id in muting:
            continue
        if (wants_page or wants_mail) and may_read(member, subject.topic, subject.post):
            _write(member, receivers[member.id], subject, now, listed=wants_page, mailed=wants_mail)


def may_read(member: Member, topic: Topic | None, post: Post | None) -> bool:
    """Whether what a notice speaks of is for this member to read, as things stand now."""
    viewer = viewer_of(member)
    return (topic is None or bool(topic.visible_to(viewer))) and (
        post is None or bool(post.visible_to(viewer))
    )


def _write(
    member: Member, receiver: Receiver, subject: _Subject, now: datetime, *, listed: bool, mailed: bool
) -> None:
    """Store the notice and have it mailed. A bundled one that waits unread is joined, and not mailed again."""
    values = {
        "member_id": member.id,
        "kind": subject.kind.key,
        "bundle": subject.bundle,
        "family": subject.kind.family,
        "actor_id": subject.actor_id,
        "topic_id": subject.topic.id if subject.topic else None,
        "post_id": subject.post.id if subject.post else None,
        "data": receiver.data,
        "others": 0,
        "created_at": now,
        "updated_at": now,
        "read_at": None if listed else now,
    }
    if subject.bundle and _join(member.id, subject, now):
        return
    statement = (
        conflict_insert(Notification).values(values).on_conflict_do_nothing().returning(Notification.id)
    )
    notification_id = db.session.scalar(statement)
    if notification_id is not None and mailed and member.email:
        outbox.enqueue(MAIL, {"notification_id": notification_id, "message_id": new_message_id()})


def _join(member_id: int, subject: _Subject, now: datetime) -> bool:
    waiting = db.session.scalar(
        select(Notification).where(
            Notification.member_id == member_id,
            Notification.bundle == subject.bundle,
            Notification.read_at.is_(None),
        )
    )
    if waiting is None:
        return False
    if waiting.actor_id != subject.actor_id:
        waiting.others += 1
    waiting.actor_id, waiting.updated_at = subject.actor_id, now
    return True


def _choices(member_ids: Sequence[int], kind: NoticeKind) -> dict[int, tuple[bool, bool]]:
    rows = db.session.execute(
        select(NoticeChoice.member_id, NoticeChoice.page, NoticeChoice.mail).where(
            NoticeChoice.kind == kind.key, NoticeChoice.member_id.in_(member_ids)
        )
    )
    return {member_id: (page, mail) for member_id, page, mail in rows}


def _muting(member_ids: Sequence[int], subject: _Subject) -> set[int]:
    """Return those who want to hear nothing of this topic, its category, or whoever did it."""
    targets = list(_targets(subject))
    if not targets:
        return set()
    about = or_(*((Following.target == target) & (Following.target_id == id_) for target, id_ in targets))
    muted = select(Following.member_id).where(
        about, Following.mode == FollowMode.MUTE, Following.member_id.in_(member_ids)
    )
    return set(db.session.scalars(muted))


def _targets(subject: _Subject) -> Iterator[tuple[str, int]]:
    if subject.topic is not None:
        yield FollowTarget.TOPIC, subject.topic.id
        yield FollowTarget.CATEGORY, subject.topic.category_id
    if subject.actor_id is not None:
        yield FollowTarget.MEMBER, subject.actor_id
