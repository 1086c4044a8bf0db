"""What a mail says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from forum.core.clock import clock
from forum.core.site import site_name

ADDRESS = re.compile(r"[^@\s<>(),;:\"\\]{1,64}@[^@\s<>(),;:\"\\]{1,255}")
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Mail:
    """One mail to one address, in plain text and HTML. `headers` are such as `List-Unsubscribe`.

    `sender_name` is who it comes from for a sender that has an address only.
    """

    to: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    sender_name: str = ""

    def as_message(self, *, sender: str, message_id: str) -> EmailMessage:
        """Return the mail as it is sent. Line breaks in headers become spaces.

        Raises:
            ValueError: when `to` is not one plain address.
        """
        if ADDRESS.fullmatch(self.to) is None:
            raise ValueError(f"{self.to!r} is not an address")
        message = EmailMessage(policy=SMTP)
        message["From"] = self._from(one_line(sender))
        message["To"] = Address(addr_spec=self.to)
        _set_subject(message, one_line(self.subject))
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = one_line(message_id)
        message["Auto-Submitted"] = "auto-generated"
        for name, value in self.headers.items():
            message[name] = one_line(value)
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message

    def _from(self, sender: str) -> str | Address:
        name, address = parseaddr(sender)
        return sender if name else Address(one_line(self.sender_name), addr_spec=address)


def _set_subject(message: EmailMessage, subject: str) -> None:
    """Write a subject line, of whatever length and in whatever language.

    Where the library folds a long line between two words with accents, the space between them is lost: what is not
    plain ASCII is encoded as a whole, and goes out as it is.
    """
    if subject.isascii():
        message["Subject"] = subject
    else:
        message.set_raw("Subject", Header(subject, "utf-8", header_name="Subject").encode(linesep="\r\n"))


def one_line(text: str) -> str:
    """Return `text` as a header may carry it."""
    return CONTROL.sub(" ", text).strip()


def mail_from_template(
    to: str,
    subject: object,
    template: str,
    language: str,
    /,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Mail:
    """Return the mail that `templates/mail/<template>.txt` and `.html` make, in `language`.

    Addresses made by `url_for(…, _external=True)` are canonical, whatever host a request claims.

    Args:
        to: the address.
        subject: a text, or a lazy one that is translated here.
        template: the name of the pair of templates, such as `accounts/confirm`.
        language: one of the community's languages.
        headers: further headers.
        **context: what the templates show; they also see `language`, `site_name` and `subject`.
    """
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]), force_locale(language):
        called, said = site_name(), str(subject)
        shown = {**context, "language": language, "site_name": called, "subject": said}
        return Mail(
            to=to,
            subject=said,
            text=_tidied(render_template(f"mail/{template}.txt", **shown)),
            html=render_template(f"mail/{template}.html", **shown),
            headers=headers or {},
            sender_name=called,
        )


def _tidied(text: str) -> str:
    """Return `text` with at most one empty line between two paragraphs, wherever a template left something out."""
    return EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"
