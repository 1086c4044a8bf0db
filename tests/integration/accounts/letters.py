"""Mail as the people in the tests find it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from forum.core import outbox


@dataclass(frozen=True)
class Letter:
    """One mail that has arrived."""

    to: str
    subject: str
    text: str

    @property
    def code(self) -> str:
        """The six digits in it."""
        found = re.search(r"^ +(\d{6})$", self.text, re.MULTILINE)
        assert found, self.text
        return found[1]

    @property
    def link(self) -> str:
        """The path of the first link in it."""
        return urlsplit(self.address).path

    @property
    def address(self) -> str:
        """The first link in it."""
        found = re.search(r"https?://\S+", self.text)
        assert found, self.text
        return found[0]


def letters(app: Flask) -> list[Letter]:
    """Let the worker do its work, and return the mail that has arrived, oldest first."""
    outbox.drain()
    folder = Path(app.extensions["potluck.config"].data_dir) / "mail"
    found = [message_from_bytes(file.read_bytes(), policy=default) for file in _by_age(folder)]
    return [Letter(mail["To"], mail["Subject"], _text(mail)) for mail in found]


def last_letter(app: Flask, to: str) -> Letter:
    """Return the latest mail to an address."""
    own = [letter for letter in letters(app) if letter.to == to]
    assert own, f"no mail to {to}"
    return own[-1]


def _by_age(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns) if folder.exists() else []


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
