"""Mail that comes back: reading the reports of mail servers (RFC 3464) and stopping the addresses they speak of.

Anybody can send us such a report. It counts only when it returns the receipt that we gave the very mail it speaks of,
which is bound to its Message-ID and its address: nobody can stop mail to somebody else's.
"""

from __future__ import annotations

import hmac
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from flask import current_app

from config import Config
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.mail.sending import RECEIPT, receipt_for
from forum.core.mail.stopping import speaks_of_address, stop_address

LARGEST = 1_000_000
AT_ONCE = 500
STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Failure:
    """That a mail did not arrive: at which addresses it was aimed, what the server said, and what it was."""

    addresses: tuple[str, ...]
    status: str
    message_id: str
    receipt: str


def take_report(raw: bytes) -> int:
    """Stop every address that a genuine report says does not exist. Returns how many; 0 for any other mail."""
    gone = {
        (address, failure.status)
        for failure in failures_in(raw)
        if speaks_of_address(failure.status)
        for address in failure.addresses
        if hmac.compare_digest(receipt_for(failure.message_id, address), failure.receipt)
    }
    if gone:
        with write_transaction():
            for address, status in sorted(gone):
                stop_address(address, status, now=clock.now())
    return len(gone)


def failures_in(raw: bytes) -> list[Failure]:
    """Return what a report says did not arrive, in no matter how broken a mail; nothing for mail that is no report."""
    if len(raw) > LARGEST:
        return []
    try:
        report = message_from_bytes(raw, policy=policy.compat32)
        if report.get_content_type() != "multipart/report":
            return []
        return list(_failures(report))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        return []


def _failures(report: Message[str, str]) -> Iterator[Failure]:
    returned = _returned_headers(report)
    if returned is None:
        return
    message_id = _text(returned["Message-ID"]).strip()
    receipt, to = _text(returned[RECEIPT]).strip(), parseaddr(_text(returned["To"]))[1]
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for recipient in part.get_payload():
            if not isinstance(recipient, Message) or _text(recipient["Action"]).strip().lower() != "failed":
                continue
            found = STATUS.match(_text(recipient["Status"]))
            names = (_address(recipient["Original-Recipient"]), _address(recipient["Final-Recipient"]), to)
            if found:
                addresses = tuple(dict.fromkeys(name for name in names if name))
                yield Failure(addresses, found[1], message_id, receipt)


def _returned_headers(report: Message[str, str]) -> Message[str, str] | None:
    """Return the headers of the mail that came back, which the report carries with or without its text."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            inner: Any = part.get_payload(0)
            return inner if isinstance(inner, Message) else None
        if kind == "text/rfc822-headers":
            decoded: Any = part.get_payload(decode=True)
            return HeaderParser().parsestr(bytes(decoded or b"").decode("utf-8", "replace"))
    return None


def _address(field: Any) -> str:
    """Return the address in a field such as `rfc822; alice@example.org`."""
    return _text(field).partition(";")[2].strip().strip("<>")


def _text(field: Any) -> str:
    return "" if field is None else str(field)


def read_mailbox() -> None:
    """Take the reports that wait in the mailbox of BOUNCES_URL; a chore. Other mail stays there, marked as read."""
    config: Config = current_app.extensions["potluck.config"]
    kind, _, path = config.bounces_url.partition("://")
    if not path or not Path(path).exists():
        return
    box: mailbox.Mailbox[Any] = (
        mailbox.Maildir(path, create=False) if kind == "maildir" else mailbox.mbox(path, create=False)
    )
    box.lock()
    try:
        for key in _unread(box, kind == "maildir"):
            raw = box.get_bytes(key)
            if failures_in(raw):
                take_report(raw)
                box.remove(key)
            else:
                _mark_read(box, key)
        box.flush()
    finally:
        box.unlock()
        box.close()


def _unread(box: mailbox.Mailbox[Any], is_folder: bool) -> list[Any]:
    waiting = []
    for key in box.keys():  # noqa: SIM118 - a mailbox iterates over its messages, not its keys
        message = box[key]
        if message.get_subdir() == "new" if is_folder else "R" not in message.get_flags():
            waiting.append(key)
        if len(waiting) == AT_ONCE:
            break
    return waiting


def _mark_read(box: mailbox.Mailbox[Any], key: Any) -> None:
    message = box[key]
    if isinstance(message, mailbox.MaildirMessage):
        message.set_subdir("cur")
        message.add_flag("S")
    else:
        message.add_flag("RO")
    box[key] = message
