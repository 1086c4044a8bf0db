"""Sending one notice by mail. Whether it is wanted and may be read is asked now, not when it was made."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import Select, func, select, update

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.jobs import Progress
from forum.core.jobs.kinds import Step
from forum.core.mail import Mail, connected, deliver, mail_from_template
from forum.core.notices import NoticeKind, Pace, notice_kinds
from forum.discussions.models import Post, Topic
from forum.notifications.delivery import mail_later, may_read, notice_message_id
from forum.notifications.models import Notification
from forum.notifications.unsubscribing import unsubscribe_address, unsubscribe_headers
from forum.notifications.wishes import wishes_of
from forum.notifications.wording import sentence

EXCERPT = 400
STEP_SECONDS = 3.0
"""How long one step of a mailing takes at most, unless a single mail takes longer."""
STEP_MAILS = 200
TOGETHER = 20
"""Mails whose notices are read together."""
BELIEVED_SECONDS = 1.0
"""How old what was read may be when the mail leaves; then it is read anew."""

Row = TypeVar("Row", Member, Topic, Post, Notification)

log = logging.getLogger(__name__)


def send_notice(payload: Mapping[str, Any]) -> None:
    """Send the mail of one notice; an external handler. A notice that was mailed is not mailed again."""
    notification_id = payload["notification_id"]
    mail = _still_due([notification_id]).get(notification_id)
    db.session.rollback()
    _hand_over(notification_id, mail, payload["message_id"])


def mailing_step(step: Step) -> Progress:
    """Mail the next of the many notices that one job made; an external step, which may be killed at any moment.

    Each mail is noted by itself as soon as it has left, so that a kill repeats one at most, with the same Message-ID.
    A mail that cannot leave now becomes work of its own, which is tried again for hours.
    """
    waiting = Notification.mailing == step.params["telling"], Notification.mailed_at.is_(None)
    done, total = step.cursor.get("done", 0), step.cursor.get("total")
    if total is None:
        total = db.session.scalar(select(func.count()).where(*waiting)) or 0
    ids = db.session.scalars(
        select(Notification.id).where(*waiting).order_by(Notification.id).limit(STEP_MAILS)
    ).all()
    db.session.rollback()
    left = _send_until(ids, time.monotonic() + STEP_SECONDS)
    done += len(ids) - left
    if ids:
        return Progress(done, max(total, done), {"done": done, "total": total, "last": ids[-1 - left]})
    return Progress(done, done, finished=True, result={"mailed": done})


def _send_until(ids: Sequence[int], ends: float) -> int:
    """Mail these notices over one connection for as long as there is time; returns how many are left."""
    with connected():
        for number, (notification_id, mail) in enumerate(_composed(ids), 1):
            try:
                _hand_over(notification_id, mail, notice_message_id(notification_id))
            except outbox.Hopeless as error:
                log.warning("the mail of notice %d cannot be sent: %s", notification_id, error)
                _note(notification_id)
            except OSError as error:
                log.warning("the mail of notice %d is tried again later: %s", notification_id, error)
                _try_later(notification_id)
            if time.monotonic() > ends:
                return len(ids) - number
    return 0


def _composed(ids: Sequence[int]) -> Iterator[tuple[int, Mail | None]]:
    """Give each notice with its mail. What it says was read a second before at most, however slow the server is."""
    place = 0
    while place < len(ids):
        portion = ids[place : place + TOGETHER]
        mails = _still_due(portion)
        db.session.rollback()
        believed_until = time.monotonic() + BELIEVED_SECONDS
        for notification_id in portion:
            yield notification_id, mails.get(notification_id)
            place += 1
            if time.monotonic() > believed_until:
                break


def _hand_over(notification_id: int, mail: Mail | None, message_id: str) -> None:
    if mail is not None:
        deliver(mail, message_id)
    _note(notification_id)


def _note(notification_id: int) -> None:
    """Write down that the mail of this notice was seen to."""
    with write_transaction():
        db.session.execute(
            update(Notification)
            .where(Notification.id == notification_id)
            .values(mailed_at=clock.now())
            .execution_options(synchronize_session=False)
        )


def _try_later(notification_id: int) -> None:
    with write_transaction():
        notice = db.session.get(Notification, notification_id, populate_existing=True)
        if notice is not None:
            notice.mailing = None
            mail_later(notification_id)


def compose(notification_id: int) -> Mail | None:
    """Return the mail of one notice; None when it is not wanted any more, or speaks of what may not be read now."""
    notices = _fresh(select(Notification).where(Notification.id == notification_id))
    return _compose(notices).get(notification_id)


def _still_due(ids: Sequence[int]) -> dict[int, Mail]:
    """Return the mails of those notices that were not mailed yet."""
    due = select(Notification).where(Notification.id.in_(ids), Notification.mailed_at.is_(None))
    return _compose(_fresh(due))


def _compose(notices: Sequence[Notification]) -> dict[int, Mail]:
    """Return the mails of those that are wanted and speak of what may be read now.

    As many statements for twenty notices as for one, where they tell of the same.
    """
    people = _by_id(Member, [*(each.member_id for each in notices), *(each.actor_id for each in notices)])
    topics = _by_id(Topic, [each.topic_id for each in notices])
    posts = _by_id(Post, [each.post_id for each in notices])
    mails = {}
    for (key, topic_id, actor_id), alike in _alike(notices):
        kind, topic = notice_kinds.get(key), topics.get(topic_id)
        if kind is None:
            continue
        wishes = wishes_of([each.member_id for each in alike], kind, topic, actor_id)
        for notice in alike:
            member, post = people.get(notice.member_id), posts.get(notice.post_id)
            if wishes[notice.member_id].pace is not Pace.AT_ONCE or member is None:
                continue
            if member.active and member.email and may_read(member, topic, post):
                mails[notice.id] = _write(notice, kind, member, topic, post, people.get(actor_id))
    return mails


Alike = tuple[str, int | None, int | None]
"""Kind, topic and actor: notices that have these in common are asked about together."""


def _alike(notices: Iterable[Notification]) -> Iterable[tuple[Alike, list[Notification]]]:
    groups: dict[Alike, list[Notification]] = {}
    for notice in notices:
        groups.setdefault((notice.kind, notice.topic_id, notice.actor_id), []).append(notice)
    return groups.items()


def _by_id(model: type[Row], ids: Iterable[int | None]) -> dict[int | None, Row]:
    wanted = {id_ for id_ in ids if id_ is not None}
    return {row.id: row for row in _fresh(select(model).where(model.id.in_(wanted)))} if wanted else {}


def _fresh(found: Select[Row]) -> Sequence[Row]:
    """Return entities as the database holds them now, not as this session read them before."""
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def _write(
    notice: Notification,
    kind: NoticeKind,
    member: Member,
    topic: Topic | None,
    post: Post | None,
    actor: Member | None,
) -> Mail:
    language = member.language or DEFAULT_LANGUAGE
    with force_locale(language):
        words = sentence(
            kind,
            actor=actor.name if actor and not actor.erased_at else None,
            title=topic.title if topic else None,
            others=notice.others,
            data=notice.data,
        )
    stop = None if kind.mandatory else unsubscribe_address(member.id, kind.key)
    return mail_from_template(
        member.email or "",
        words,
        "notifications/notice",
        language,
        headers=unsubscribe_headers(stop) if stop else {},
        words=words,
        kind=kind,
        member=member,
        post_id=post.id if post else None,
        excerpt=excerpt_of(post.text if post else ""),
        address=address_of(kind, notice.data),
        unsubscribe=stop,
    )


def address_of(kind: NoticeKind, data: Mapping[str, Any]) -> str | None:
    """Return where a kind with an address of its own leads, as a link from a mail."""
    if kind.address is None:
        return None
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return str(current_app.config["PUBLIC_URL"]) + kind.address(data)


def excerpt_of(text: str, length: int = EXCERPT) -> str:
    """Return the beginning of `text`, cut at a space."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
