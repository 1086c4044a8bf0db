"""The mails that a house has written, and what members were told, for tests to read."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from flask import current_app
from sqlalchemy import select

from forum.core.database import db
from forum.core.outbox import drain
from forum.notifications.models import Notification


def letters_to(handle: str) -> list[EmailMessage]:
    """Return the mails that went to somebody, once all work that follows is done."""
    drain()
    folder = current_app.extensions["potluck.config"].data_dir / "mail"
    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(folder.glob("*.eml"))
    ]
    return [letter for letter in letters if f"{handle}@" in str(letter["To"])]


def plain_text(letter: EmailMessage) -> str:
    """Return what a mail says to those who read no HTML."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def told(member_id: int) -> list[str]:
    """Return the kinds of notice that somebody has, in order, once all work that follows is done."""
    drain()
    db.session.rollback()
    found = select(Notification.kind).where(Notification.member_id == member_id).order_by(Notification.id)
    return list(db.session.scalars(found))
