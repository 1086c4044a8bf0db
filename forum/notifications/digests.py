"""The daily and weekly digest: what a member missed, one poll, one word of thanks. Written when it is sent.

Nothing goes out while nothing was missed. What a member has read in the page meanwhile was not missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask_babel import force_locale, lazy_gettext as _l
from sqlalchemy import case, delete, or_, select, update

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import AnyRow, db, write_transaction
from forum.core.digests import Place, part_for
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.mail import Mail, deliver, mail_from_template, stable_message_id
from forum.core.notices import Pace, notice_kinds
from forum.core.policy import Viewer
from forum.core.site import site_name
from forum.discussions.models import Following, FollowMode, FollowTarget, Post, Topic
from forum.notifications.mailing import address_of, excerpt_of
from forum.notifications.models import DigestDue, Notification
from forum.notifications.unsubscribing import DIGESTS, unsubscribe_address, unsubscribe_headers
from forum.notifications.wording import sentence

DIGEST = "notifications.digest"
AT_ONCE = 200
MOST_READ = 200
MOST_TOPICS = 8
MOST_OTHERS = 8
EXCERPT = 220
SPANS = {Pace.DAILY: timedelta(days=1), Pace.WEEKLY: timedelta(days=7)}
SUBJECTS = {
    Pace.DAILY: _l("%(site)s: your day"),
    Pace.WEEKLY: _l("%(site)s: your week"),
}
FOLLOWED = "followed"


@dataclass(slots=True)
class MissedTopic:
    """What is new in one topic: how many posts, of whom, and how the first of them begins."""

    id: int
    title: str
    first_post_id: int
    excerpt: str
    posts: int = 1
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MissedNotice:
    """One other thing that a member was told, as a sentence with its address."""

    sentence: str
    post_id: int | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Missed:
    """All that a digest says of what a member missed. `more` is what found no room."""

    topics: Sequence[MissedTopic]
    notices: Sequence[MissedNotice]
    more: int


def send_due_digests() -> None:
    """Write down the digests that are due as work to follow, a portion at a time; a chore."""
    while _send_portion(clock.now()) == AT_ONCE:
        pass


def _send_portion(now: datetime) -> int:
    with write_transaction():
        due = db.session.execute(
            select(DigestDue.member_id, DigestDue.pace)
            .where(DigestDue.due_at <= now)
            .order_by(DigestDue.due_at)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        for member_id, pace in due:
            message_id = stable_message_id(f"digest-{member_id}-{pace}-{now:%Y%m%d%H%M%S%f}")
            until = now.isoformat()
            outbox.enqueue(
                DIGEST, {"member_id": member_id, "pace": pace, "until": until, "message_id": message_id}
            )
            db.session.execute(
                delete(DigestDue).where(DigestDue.member_id == member_id, DigestDue.pace == pace)
            )
    return len(due)


def send_digest(payload: Mapping[str, Any]) -> None:
    """Write and send one digest, and note what it told of; an external handler."""
    pace, until = Pace(payload["pace"]), datetime.fromisoformat(payload["until"])
    mail = compose_digest(payload["member_id"], pace, until)
    db.session.rollback()
    if mail is not None:
        deliver(mail, payload["message_id"])
    with write_transaction():
        db.session.execute(
            update(Notification)
            .where(*_waiting(payload["member_id"], pace, until))
            .values(mailed_at=clock.now())
            .execution_options(synchronize_session=False)
        )


def compose_digest(member_id: int, pace: Pace, now: datetime) -> Mail | None:
    """Return a member's digest of what waits for it until `now`; None when there is nothing that they missed."""
    member = db.session.get(Member, member_id, populate_existing=True)
    if member is None or not member.active or not member.email:
        return None
    viewer, since = viewer_of(member), now - SPANS[pace]
    language = member.language or DEFAULT_LANGUAGE
    with force_locale(language):
        missed = _missed(_rows(viewer, pace, now))
        if not missed.topics and not missed.notices:
            return None
        parts = {place.value: part_for(place, viewer, since, now) for place in Place}
        subject = str(SUBJECTS[pace]) % {"site": site_name()}
    stop = unsubscribe_address(member.id, DIGESTS)
    return mail_from_template(
        member.email,
        subject,
        "notifications/digest",
        language,
        headers=unsubscribe_headers(stop),
        member=member,
        pace=pace,
        missed=missed,
        parts=parts,
        unsubscribe=stop,
    )


def _waiting(member_id: int, pace: Pace, until: datetime) -> tuple[Any, ...]:
    return (
        Notification.member_id == member_id,
        Notification.pace == pace.value,
        Notification.mailed_at.is_(None),
        Notification.created_at <= until,
    )


def _rows(viewer: Viewer, pace: Pace, until: datetime) -> Sequence[AnyRow]:
    """Return what waits, was not read in the page, may be read by `viewer` now, and is of nobody they muted."""
    muted = select(Following.target_id).where(
        Following.member_id == viewer.own_id,
        Following.target == FollowTarget.MEMBER,
        Following.mode.in_([FollowMode.MUTE, FollowMode.BLOCK]),
    )
    found = (
        select(
            Notification.kind,
            Notification.data,
            Notification.others,
            Notification.topic_id,
            Notification.post_id,
            case((Member.erased_at.is_(None), Member.name)).label("actor"),
            case((Topic.title_visible_to(viewer), Topic.title)).label("title"),
            Post.text,
        )
        .outerjoin(Member, Member.id == Notification.actor_id)
        .outerjoin(Topic, Topic.id == Notification.topic_id)
        .outerjoin(Post, Post.id == Notification.post_id)
        .where(*_waiting(viewer.own_id, pace, until))
        .where(or_(Notification.read_at.is_(None), Notification.listed.is_(False)))
        .where(or_(Notification.topic_id.is_(None), Topic.visible_to(viewer)))
        .where(or_(Notification.post_id.is_(None), Post.visible_to(viewer)))
        .where(or_(Notification.actor_id.is_(None), Notification.actor_id.not_in(muted)))
        .order_by(Notification.id)
        .limit(MOST_READ)
    )
    return db.session.execute(found).all()


def _missed(rows: Sequence[AnyRow]) -> Missed:
    topics: dict[int, MissedTopic] = {}
    notices: list[MissedNotice] = []
    for row in rows:
        kind = notice_kinds.get(row.kind)
        if kind is None:
            continue
        if row.kind == FOLLOWED and row.title is not None and row.post_id is not None:
            known = topics.get(row.topic_id)
            if known is None:
                excerpt = excerpt_of(row.text, EXCERPT)
                known = topics[row.topic_id] = MissedTopic(row.topic_id, row.title, row.post_id, excerpt)
            else:
                known.posts += 1
            if row.actor and row.actor not in known.names:
                known.names.append(row.actor)
            continue
        words = sentence(kind, actor=row.actor, title=row.title, others=row.others, data=row.data)
        notices.append(MissedNotice(words, row.post_id, address_of(kind, row.data)))
    shown = sorted(topics.values(), key=lambda topic: -topic.posts)
    more = max(0, len(shown) - MOST_TOPICS) + max(0, len(notices) - MOST_OTHERS)
    return Missed(shown[:MOST_TOPICS], notices[:MOST_OTHERS], more)
