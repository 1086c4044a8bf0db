"""Sending one notice by mail. Whether it is wanted and may be read is asked now, not when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.mail import Mail, deliver, mail_from_template
from forum.core.notices import NoticeKind, notice_kinds
from forum.core.settings import get_setting
from forum.discussions.models import Post, Topic
from forum.notifications.delivery import may_read
from forum.notifications.models import NoticeChoice, Notification
from forum.notifications.unsubscribing import unsubscribe_address, unsubscribe_headers
from forum.notifications.wording import sentence

EXCERPT = 400


def send_notice(payload: Mapping[str, Any]) -> None:
    """Send the mail of one notice; an external handler, which keeps its Message-ID in the payload."""
    mail = compose(payload["notification_id"])
    db.session.rollback()
    if mail is not None:
        deliver(mail, payload["message_id"])


def compose(notification_id: int) -> Mail | None:
    """Return the mail of one notice; None when it is not wanted any more or speaks of what may not be read now."""
    notice = db.session.get(Notification, notification_id)
    kind = notice_kinds.get(notice.kind) if notice else None
    if notice is None or kind is None:
        return None
    member = db.session.get(Member, notice.member_id)
    topic = db.session.get(Topic, notice.topic_id) if notice.topic_id else None
    post = db.session.get(Post, notice.post_id) if notice.post_id else None
    if member is None or not member.active or not member.email or not _is_wanted(member.id, kind):
        return None
    if not may_read(member, topic, post):
        return None
    return _write(notice, kind, member, topic, post)


def _is_wanted(member_id: int, kind: NoticeKind) -> bool:
    if kind.mandatory:
        return True
    chosen = db.session.scalar(
        select(NoticeChoice.mail).where(NoticeChoice.member_id == member_id, NoticeChoice.kind == kind.key)
    )
    return kind.mail if chosen is None else chosen


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
        excerpt=_excerpt(post),
        address=_address(kind, notice),
        unsubscribe=stop,
        site_name=get_setting("site.name"),
    )


def _address(kind: NoticeKind, notice: Notification) -> str | None:
    """Return where a kind with an address of its own leads, as a link from a mail."""
    if kind.address is None:
        return None
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return str(current_app.config["PUBLIC_URL"]) + kind.address(notice.data)


def _excerpt(post: Post | None) -> str:
    if post is None:
        return ""
    text = post.text
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"
