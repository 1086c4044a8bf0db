"""How mail leaves: into a folder of `.eml` files, or by SMTP."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from forum.core.environment import folder_of, is_loopback

ANSWER_SECONDS = 15
USUAL_PORTS = {"smtp": 587, "smtps": 465}
LOCAL_PORT = 25


class Refused(Exception):
    """The server will never take this mail, such as for a mailbox that does not exist.

    `answers` holds the code and the words of the server for each address.
    """

    def __init__(self, answers: Mapping[str, tuple[int, bytes]]) -> None:
        super().__init__(str(answers))
        self.answers = answers


class Post(Protocol):
    """Somebody who takes mail."""

    def send(self, message: EmailMessage) -> None:
        """Take `message`, wholly or not at all.

        Raises:
            OSError: when it could not be taken; `smtplib.SMTPException` is one.
            Refused: when it never will be.
        """
        ...

    def kept_open(self) -> AbstractContextManager[Post]:
        """Give a way that takes many mails, one after the other, over one connection."""
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

    @contextmanager
    def kept_open(self) -> Iterator[Self]:
        """Give itself: there is nothing to keep open."""
        yield self


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
        with self.connect() as server:
            _hand_over(server, message)

    @contextmanager
    def kept_open(self) -> Iterator[SmtpLine]:
        """Give a line to the server that is opened with the first mail, and anew when the server hangs up."""
        line = SmtpLine(self)
        try:
            yield line
        finally:
            line.hang_up()

    def connect(self) -> smtplib.SMTP:
        """Return a line on which mail can be handed over at once."""
        server = self._dial()
        try:
            if not self._local and not self._tls_first:
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _dial(self) -> smtplib.SMTP:
        if self._tls_first:
            return smtplib.SMTP_SSL(
                self._host, self._port, timeout=ANSWER_SECONDS, context=ssl.create_default_context()
            )
        return smtplib.SMTP(self._host, self._port, timeout=ANSWER_SECONDS)


class SmtpLine:
    """One connection for many mails. After a failure the next mail gets a new one."""

    def __init__(self, post: SmtpPost) -> None:
        self._post = post
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand over `message`; a server that hung up between two mails is called again once."""
        if self._server is not None and not _is_there(self._server):
            self.hang_up()
        if self._server is None:
            self._server = self._post.connect()
        try:
            _hand_over(self._server, message)
        except Refused:
            raise
        except BaseException:
            self.hang_up()
            raise

    @contextmanager
    def kept_open(self) -> Iterator[Self]:
        """Give itself."""
        yield self

    def hang_up(self) -> None:
        """Say good-bye, if anybody is there."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError):
                server.quit()
            server.close()


def _is_there(server: smtplib.SMTP) -> bool:
    """Whether the server still answers, ready for the next mail (RSET forgets the one before)."""
    try:
        return server.rset()[0] == 250
    except OSError:
        return False


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise Refused(error.recipients) from error
        raise


def make_post(url: str) -> Post:
    """Return the way for mail that MAIL_URL names."""
    return FolderPost(folder_of(url)) if url.startswith("file:") else SmtpPost(url)
