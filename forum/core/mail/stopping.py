"""Addresses to which nothing is sent any more, because mail to them came back for good."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import delete, select

from forum.core.database import db
from forum.core.mail.models import StoppedAddress
from forum.core.upsert import insert_missing

NO_SUCH_MAILBOX = re.compile(r"5\.(?:1\.(?:[0-36]|10)|2\.1|4\.4|0\.0)")
"""Answers that speak of the address itself (RFC 3463, and RFC 7505 for 5.1.10): unknown, malformed, moved, disabled,
no such host. What speaks of a full mailbox, of the message or of policy (5.2.2, 5.3, 5.7) says nothing against it.
5.0.0 is what servers say that say nothing in particular."""
ENHANCED = re.compile(rb"^\s*(5\.\d{1,3}\.\d{1,3})\b")
UNKNOWN_MAILBOX = (550, 551, 553)
"""What servers answer to RCPT that give no enhanced code (RFC 5321, 4.2.3)."""


def permanent_status(code: int, words: bytes) -> str | None:
    """Return the status by which a server refuses a mailbox for good; None when it refuses for another reason."""
    found = ENHANCED.match(words)
    status = found[1].decode() if found else "5.1.1" if code in UNKNOWN_MAILBOX else "5.3.0"
    return status if speaks_of_address(status) else None


def speaks_of_address(status: str) -> bool:
    """Whether a status of RFC 3463 says that no mail will ever arrive at this address."""
    return NO_SUCH_MAILBOX.fullmatch(status) is not None


def is_stopped(address: str) -> bool:
    """Whether nothing is to be sent to `address`."""
    found = select(StoppedAddress.address).where(StoppedAddress.address == address)
    return db.session.scalar(found) is not None


def stop_address(address: str, status: str, *, now: datetime) -> None:
    """Send nothing to `address` any more. Harmless where nothing is sent already."""
    insert_missing(StoppedAddress, [{"address": address, "status": status, "stopped_at": now}])


def resume_address(address: str) -> None:
    """Send mail to `address` again. Harmless where it was not stopped."""
    db.session.execute(delete(StoppedAddress).where(StoppedAddress.address == address))
