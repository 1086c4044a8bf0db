"""Sending one notice to one device. Whether it is wanted, may be read and is not night is asked now.

What is sent may lie for a day at somebody else's service and is read on a locked screen: it holds no word of a post, a
title only where everybody may read it, and of kinds that fill in more than that only what they are called.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, url_for
from flask_babel import force_locale
from sqlalchemy import select

from forum.accounts.models import Member, SignIn
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.notices import NoticeKind, notice_kinds
from forum.core.policy import GUEST
from forum.core.push import Browser, Gone, TryLater, push_post
from forum.core.settings import get_setting
from forum.discussions.models import Post, Topic
from forum.notifications.delivery import may_read
from forum.notifications.devices import PUSH, forget_device
from forum.notifications.hours import end_of_quiet, quiet_hours_of
from forum.notifications.models import Device, Notification
from forum.notifications.wishes import wishes_of
from forum.notifications.wording import sentence

ATTEMPTS = 12
"""With growing pauses, more than two hours: afterwards the page and the mail have told it."""
MOST_DELAYS = 24


def send_push(payload: Mapping[str, Any]) -> None:
    """Send it; an external handler. A browser that is gone is forgotten, a busy service is asked again when it says."""
    now = clock.now()
    device = db.session.scalar(
        select(Device)
        .join(SignIn, SignIn.id == Device.sign_in_id)
        .where(Device.id == payload["device_id"], SignIn.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )
    notice = db.session.get(Notification, payload["notification_id"], populate_existing=True)
    if device is None or notice is None:
        return
    quiet_until = _quiet_until(device.member_id, now)
    message = None if quiet_until else compose_push(notice, device.member_id)
    endpoint, browser, tag = device.endpoint, Browser.from_text(device.p256dh, device.auth), topic_of(notice)
    db.session.rollback()
    if quiet_until is not None:
        _again(payload, quiet_until)
    if message is None:
        return
    try:
        push_post().send(message, endpoint, browser, topic=tag, now=now)
    except Gone:
        with write_transaction():
            forget_device(payload["device_id"])
    except TryLater as error:
        if not error.seconds or payload.get("delays", 0) >= MOST_DELAYS:
            raise
        later = {**payload, "delays": payload.get("delays", 0) + 1}
        _again(later, now + timedelta(seconds=error.seconds))
    else:
        _note(payload["device_id"], now)


def _quiet_until(member_id: int, now: datetime) -> datetime | None:
    member = db.session.get(Member, member_id, populate_existing=True)
    span = quiet_hours_of([member_id]).get(member_id)
    return end_of_quiet(now, member.time_zone, span) if member else None


def _again(payload: Mapping[str, Any], run_after: datetime) -> None:
    with write_transaction():
        outbox.enqueue(PUSH, payload, run_after=run_after)


def _note(device_id: int, now: datetime) -> None:
    with write_transaction():
        device = db.session.get(Device, device_id, populate_existing=True)
        if device is not None:
            device.last_sent_at = now


def compose_push(notice: Notification, member_id: int) -> bytes | None:
    """Return what a device is told; None when it was read in the page, is not wanted, or may not be read now."""
    kind = notice_kinds.get(notice.kind)
    member = db.session.get(Member, member_id, populate_existing=True)
    topic = db.session.get(Topic, notice.topic_id, populate_existing=True) if notice.topic_id else None
    post = db.session.get(Post, notice.post_id, populate_existing=True) if notice.post_id else None
    was_read = notice.listed and notice.read_at is not None
    if kind is None or member is None or was_read or not member.active or not may_read(member, topic, post):
        return None
    if not wishes_of([member.id], kind, topic, notice.actor_id)[member.id].push:
        return None
    language = member.language or DEFAULT_LANGUAGE
    with force_locale(language):
        told = {
            "title": get_setting("site.name"),
            "body": _words(notice, kind, topic),
            "address": _address(notice, kind),
            "tag": topic_of(notice),
            "lang": language,
        }
    return json.dumps(told, ensure_ascii=False).encode()


def topic_of(notice: Notification) -> str:
    """Return what joins messages: of one conversation, the last is shown. 32 signs, as services take them."""
    about = f"topic-{notice.topic_id}" if notice.topic_id else f"notice-{notice.id}"
    return hashlib.sha256(f"{notice.member_id}:{about}".encode()).hexdigest()[:32]


def _words(notice: Notification, kind: NoticeKind, topic: Topic | None) -> str:
    if kind.fill is not None:
        return str(kind.label)
    actor = db.session.get(Member, notice.actor_id) if notice.actor_id else None
    is_open = topic is not None and topic.visible_to(GUEST) and topic.title_visible_to(GUEST)
    return sentence(
        kind,
        actor=actor.name if actor and not actor.erased_at else None,
        title=topic.title if topic is not None and is_open else None,
        others=notice.others,
        data=notice.data,
    )


def _address(notice: Notification, kind: NoticeKind) -> str:
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        if kind.address is not None:
            return kind.address(notice.data)
        if notice.post_id:
            return url_for("discussions.permalink", post_id=notice.post_id)
        return url_for("notifications.listing")
