"""Sending mail through the outbox."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from email.utils import make_msgid
from typing import Any, cast

from flask import Flask, current_app

from config import Config
from forum.core import outbox
from forum.core.mail.backends import Post, Refused, make_post
from forum.core.mail.message import Mail

TASK = "mail.send"
ATTEMPTS = 14
"""With growing pauses, five hours: long enough for a mail server to come back."""
LEASE = timedelta(minutes=2)
"""A slow server answers each of some eight commands in up to fifteen seconds."""
EXTENSION = "potluck.mail"


def send_mail(mail: Mail) -> None:
    """Send `mail` once the present transaction is committed."""
    outbox.enqueue(TASK, {"message_id": new_message_id(), "mail": asdict(mail)})


def deliver(mail: Mail, message_id: str) -> None:
    """Send `mail` now: for external outbox handlers, which keep `message_id` in their payload.

    Raises:
        OSError: when it could not be sent; the outbox tries again.
        outbox.Hopeless: when it never can be.
    """
    config: Config = current_app.extensions["potluck.config"]
    try:
        message = mail.as_message(sender=config.mail_from, message_id=message_id)
        cast("Post", current_app.extensions[EXTENSION]).send(message)
    except (ValueError, Refused) as error:
        raise outbox.Hopeless(str(error)) from error


def new_message_id() -> str:
    """Return a Message-ID, to be kept with the work so that a repeat carries the same one."""
    config: Config = current_app.extensions["potluck.config"]
    return make_msgid(domain=config.public_host.strip("[]") or "localhost")


def _send(payload: dict[str, Any]) -> None:
    deliver(Mail(**payload["mail"]), payload["message_id"])


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its way for mail."""
    app.extensions[EXTENSION] = make_post(config.mail_url)
    outbox.handler(app, TASK, _send, external=True, attempts=ATTEMPTS, lease=LEASE)
