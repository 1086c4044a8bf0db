"""A real, small mail server on loopback that remembers what it took. Addresses tell it how to behave.

`nobody@…` does not exist (550), `later@…` is told to come back (451).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast

ANSWERS = {
    b"EHLO": b"250-sink\r\n250-SMTPUTF8\r\n250 8BITMIME\r\n",
    b"HELO": b"250 sink\r\n",
    b"MAIL": b"250 ok\r\n",
    b"RSET": b"250 ok\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Conversation(StreamRequestHandler):
    """What is said with one client."""

    def handle(self) -> None:
        sink = cast("Sink", self.server)
        self.wfile.write(b"220 sink\r\n")
        try:
            while line := self.rfile.readline():
                word = line[:4].upper()
                self.wfile.write(_recipient(line) if word == b"RCPT" else ANSWERS.get(word, b"500 what?\r\n"))
                if word == b"DATA":
                    sink.keep(self._read_mail())
                    self.wfile.write(b"250 taken\r\n")
        except ConnectionError:
            return

    def _read_mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionError
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


class Sink(ThreadingTCPServer):
    """The server, and the mails it took, in order."""

    daemon_threads = True
    taken: list[EmailMessage]

    def keep(self, mail: bytes) -> None:
        """Remember a mail."""
        self.taken.append(cast("EmailMessage", message_from_bytes(mail, policy=SMTP)))

    @property
    def port(self) -> int:
        return int(self.server_address[1])


def _recipient(line: bytes) -> bytes:
    if b"nobody@" in line:
        return b"550 no such mailbox\r\n"
    return b"451 come back later\r\n" if b"later@" in line else b"250 ok\r\n"


@contextmanager
def open_sink(kind: type[Sink] = Sink) -> Iterator[Sink]:
    """Run a mail server on a free port for as long as it is needed."""
    with kind(("127.0.0.1", 0), Conversation) as sink:
        sink.taken = []
        thread = Thread(target=sink.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
