"""Sending one notice by mail. Whether it is wanted and may be read is asked now, not when it was made."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import func, select, update

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.jobs import Progress
from forum.core.jobs.kinds import Step
from forum.core.mail import Mail, connected, deliver, mail_from_template
from forum.core.notices import NoticeKind, Pace, notice_kinds
from forum.core.settings import get_setting
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

log = logging.getLogger(__name__)


def send_notice(payload: Mapping[str, Any]) -> None:
    """Send the mail of one notice; an external handler. A notice that was mailed is not mailed again."""
    _send(payload["notification_id"], payload["message_id"])


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
        for number, notification_id in enumerate(ids, 1):
            try:
                _send(notification_id, notice_message_id(notification_id))
            except outbox.Hopeless as error:
                log.warning("the mail of notice %d cannot be sent: %s", notification_id, error)
                _note(notification_id)
            except OSError as error:
                log.warning("the mail of notice %d is tried again later: %s", notification_id, error)
                _try_later(notification_id)
            if time.monotonic() > ends:
                return len(ids) - number
    return 0


def _send(notification_id: int, message_id: str) -> None:
    is_out = db.session.scalar(select(Notification.mailed_at).where(Notification.id == notification_id))
    mail = None if is_out else compose(notification_id)
    db.session.rollback()
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
    notice = db.session.get(Notification, notification_id, populate_existing=True)
    kind = notice_kinds.get(notice.kind) if notice else None
    if notice is None or kind is None:
        return None
    member = db.session.get(Member, notice.member_id)
    topic = db.session.get(Topic, notice.topic_id, populate_existing=True) if notice.topic_id else None
    post = db.session.get(Post, notice.post_id, populate_existing=True) if notice.post_id else None
    if member is None or not member.active or not member.email or not may_read(member, topic, post):
        return None
    wish = wishes_of([member.id], kind, topic, notice.actor_id)[member.id]
    return _write(notice, kind, member, topic, post) if wish.pace is Pace.AT_ONCE else None


def _write(
    notice: Notification, kind: NoticeKind, member: Member, topic: Topic | None, post: Post | None
) -> Mail:
    actor = db.session.get(Member, notice.actor_id) if notice.actor_id else None
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
        site_name=get_setting("site.name"),
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
