"""Sending mail through the outbox."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Any, cast

from flask import Flask, current_app, g

from config import Config
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.mail.backends import Post, Refused, make_post
from forum.core.mail.message import Mail
from forum.core.mail.stopping import is_stopped, permanent_status, stop_address

TASK = "mail.send"
ATTEMPTS = 14
"""With growing pauses, five hours: long enough for a mail server to come back."""
LEASE = timedelta(minutes=2)
"""A slow server answers each of some eight commands in up to fifteen seconds."""
EXTENSION = "potluck.mail"
RECEIPT = "X-Potluck-Receipt"


def send_mail(mail: Mail) -> None:
    """Send `mail` once the present transaction is committed."""
    outbox.enqueue(TASK, {"message_id": new_message_id(), "mail": asdict(mail)})


def deliver(mail: Mail, message_id: str, *, asked_for: bool = False) -> None:
    """Send `mail` now, with no transaction open: for external outbox handlers, which keep `message_id` in the payload.

    Nothing is sent to an address from which mail came back for good, unless its owner `asked_for` it this moment. A
    server that says now that there is no such mailbox stops the address.

    Raises:
        OSError: when it could not be sent; the outbox tries again.
        outbox.Hopeless: when it never can be.
    """
    config: Config = current_app.extensions["potluck.config"]
    if not asked_for and _is_stopped(mail.to):
        return
    try:
        message = mail.as_message(sender=config.mail_from, message_id=message_id)
        message[RECEIPT] = receipt_for(message_id, mail.to)
        _post().send(message)
    except ValueError as error:
        raise outbox.Hopeless(str(error)) from error
    except Refused as error:
        status = next((permanent_status(*answer) for answer in error.answers.values()), None)
        if status is None:
            raise outbox.Hopeless(str(error)) from error
        with write_transaction():
            stop_address(mail.to, status, now=clock.now())


def keeps_mail() -> bool:
    """Whether mail stays in a folder of this machine and reaches nobody."""
    config: Config = current_app.extensions["potluck.config"]
    return config.mail_url.startswith("file:")


def receipt_for(message_id: str, address: str) -> str:
    """Return what shows that we sent this message to this address: for reports of mail that came back."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"receipt:{message_id}:{address}".encode(), hashlib.sha256).hexdigest()[:32]


def _is_stopped(address: str) -> bool:
    stopped = is_stopped(address)
    db.session.rollback()
    return stopped


@contextmanager
def connected() -> Iterator[None]:
    """Let everything that is delivered meanwhile by this thread go over one connection, where there is one."""
    with cast("Post", current_app.extensions[EXTENSION]).kept_open() as post:
        g.potluck_post = post
        try:
            yield
        finally:
            g.pop("potluck_post", None)


def _post() -> Post:
    return cast("Post", g.get("potluck_post") or current_app.extensions[EXTENSION])


def new_message_id() -> str:
    """Return a Message-ID, to be kept with the work so that a repeat carries the same one.

    It begins with the moment, so that mails in a folder stand in the order in which they were asked for.
    """
    config: Config = current_app.extensions["potluck.config"]
    mark = f"{time.time_ns()}.{secrets.token_hex(8)}"
    return f"<{mark}@{config.public_host.strip('[]') or 'localhost'}>"


def stable_message_id(name: str) -> str:
    """Return a Message-ID that is the same whenever it is asked for `name`, and that nobody else can make up."""
    config: Config = current_app.extensions["potluck.config"]
    secret = str(current_app.config["SECRET_KEY"]).encode()
    mark = hmac.new(secret, f"message-id:{name}".encode(), hashlib.sha256).hexdigest()[:24]
    return f"<{name}.{mark}@{config.public_host.strip('[]') or 'localhost'}>"


def _send(payload: dict[str, Any]) -> None:
    deliver(Mail(**payload["mail"]), payload["message_id"])


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its way for mail."""
    app.extensions[EXTENSION] = make_post(config.mail_url)
    outbox.handler(app, TASK, _send, external=True, attempts=ATTEMPTS, lease=LEASE)
