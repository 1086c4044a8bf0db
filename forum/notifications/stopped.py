"""Telling a member in the page that mail to them comes back, and letting them confirm the address anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature
from sqlalchemy import ColumnElement, delete, exists, select

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.mail import deliver, mail_from_template, new_message_id, resume_address
from forum.core.mail.models import StoppedAddress
from forum.core.news import register_news
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.core.sessions import timed_serializer
from forum.core.slots import Slot, fill

NAME = "mail-stopped"
TRIAL = "notifications.trial"
SALT = "potluck.mail-arrives"
GOOD_FOR = timedelta(days=1)
KEPT_WITHOUT_OWNER = timedelta(days=1)
LEASE = timedelta(minutes=2)


def _waits(member_id: Any) -> ColumnElement[bool]:
    reached = member_id.class_
    return exists().where(StoppedAddress.address == reached.email).correlate(reached)


def load_banner(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, str]:
    """For the top of every page: the address from which mail came back; asks nothing when there is none."""
    if NAME not in viewer.news:
        return {}
    address = fetch(select(Member.email).where(Member.id == viewer.own_id)).scalar_one()
    return {0: address} if address else {}


def try_address(member_id: int) -> None:
    """Send one mail to the member's address, by which they can show that mail arrives there."""
    outbox.enqueue(TRIAL, {"member_id": member_id, "message_id": new_message_id()}, key=str(member_id))


def send_trial(payload: Mapping[str, Any]) -> None:
    """Write and send it; an external handler. The link is made now, so that nothing that waits holds one."""
    member = db.session.get(Member, payload["member_id"], populate_existing=True)
    if member is None or not member.email or not member.active:
        return
    mail = mail_from_template(
        member.email,
        _l("Does our mail reach you?"),
        "notifications/trial",
        member.language or DEFAULT_LANGUAGE,
        member=member,
        token=address_token(member.id, member.email),
    )
    db.session.rollback()
    deliver(mail, payload["message_id"], asked_for=True)


def address_token(member_id: int, address: str) -> str:
    """Return what a link carries by which a member shows that mail arrives at `address`."""
    return str(timed_serializer(SALT).dumps([member_id, address]))


def address_of_token(token: str) -> str | None:
    """Return the address that a link from the mail confirms, while its owner still has it; else None."""
    try:
        member_id, address = timed_serializer(SALT).loads(token, max_age=int(GOOD_FOR.total_seconds()))
    except (BadSignature, ValueError, TypeError):
        return None
    owner = select(Member.email).where(Member.id == member_id, Member.active.is_(True))
    return address if db.session.scalar(owner) == address else None


def confirm_address(address: str) -> None:
    """Send mail to `address` again."""
    resume_address(address)


def forget_stopped() -> None:
    """Forget stopped addresses that nobody has any more; a chore."""
    with write_transaction():
        db.session.execute(
            delete(StoppedAddress)
            .where(StoppedAddress.stopped_at < clock.now() - KEPT_WITHOUT_OWNER)
            .where(~exists().where(Member.email == StoppedAddress.address))
            .execution_options(synchronize_session=False)
        )


def init_app(app: Flask) -> None:
    """Enter banner, mail and chore."""
    register_news(app, NAME, _waits)
    fill(app, Slot("flashes", "notifications", "notifications/mail_stopped.html", load_banner, order=10))
    outbox.handler(app, TRIAL, send_trial, external=True, lease=LEASE)
    chore(app, "notifications.forget-stopped", forget_stopped, every=timedelta(hours=6))
