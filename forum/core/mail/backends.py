"""How mail leaves: into a folder of `.eml` files, or by SMTP."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from forum.core.environment import folder_of, is_loopback

ANSWER_SECONDS = 15
USUAL_PORTS = {"smtp": 587, "smtps": 465}
LOCAL_PORT = 25


class Refused(Exception):
    """The server will never take this mail, such as for a mailbox that does not exist."""


class Post(Protocol):
    """Somebody who takes mail."""

    def send(self, message: EmailMessage) -> None:
        """Take `message`, wholly or not at all.

        Raises:
            OSError: when it could not be taken; `smtplib.SMTPException` is one.
            Refused: when it never will be.
        """
        ...


class FolderPost:
    """Writes each mail as a file whose name follows from its Message-ID. Only its owner may read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write `message` under a passing name, and rename it once it is whole."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = re.sub(r"[^\w.@-]", "", message["Message-ID"])
        draft = self._folder / f".{name}.{os.getpid()}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self._folder / f"{name}.eml")
        finally:
            draft.unlink(missing_ok=True)


class SmtpPost:
    """Hands mail to a server: TLS from the start (smtps), or by STARTTLS, which only loopback may go without."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._local = is_loopback(self._host)
        self._tls_first = parts.scheme == "smtps"
        self._port = parts.port or (LOCAL_PORT if self._local else USUAL_PORTS[parts.scheme])
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    def send(self, message: EmailMessage) -> None:
        """Hand over `message` in a connection of its own."""
        with self._connect() as server:
            if self._user:
                server.login(self._user, self._password)
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as error:
                if all(code >= 500 for code, _ in error.recipients.values()):
                    raise Refused(str(error)) from error
                raise

    def _connect(self) -> smtplib.SMTP:
        if self._tls_first:
            return smtplib.SMTP_SSL(
                self._host, self._port, timeout=ANSWER_SECONDS, context=ssl.create_default_context()
            )
        server = smtplib.SMTP(self._host, self._port, timeout=ANSWER_SECONDS)
        if not self._local:
            server.starttls(context=ssl.create_default_context())
        return server


def make_post(url: str) -> Post:
    """Return the way for mail that MAIL_URL names."""
    return FolderPost(folder_of(url)) if url.startswith("file:") else SmtpPost(url)
