"""Handing a sealed message to a push service: RFC 8030."""

from __future__ import annotations

import http.client
import socket
import ssl
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app

from config import Config
from forum.core.push.sealing import Browser, sealed
from forum.core.push.services import HTTPS, Place, Resolver, is_allowed, public_addresses
from forum.core.push.vapid import Signer

EXTENSION = "potluck.push"
ANSWER_SECONDS = 10.0
KEPT_FOR = timedelta(days=1)
"""How long a service keeps a message for a browser that is switched off."""
LONGEST_PAUSE = 3600


class Gone(Exception):
    """This browser takes no messages any more, or takes none from us."""


class TryLater(OSError):
    """The service takes it later; `seconds` says after how long at the earliest, where it says so."""

    def __init__(self, words: str, seconds: int = 0) -> None:
        super().__init__(words)
        self.seconds = seconds


class PushPost:
    """Hands messages over by https, to allowed services at public addresses; follows nobody elsewhere."""

    def __init__(
        self,
        services: tuple[str, ...],
        signer: Signer,
        *,
        resolve: Resolver = public_addresses,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.services, self.signer = services, signer
        self._resolve = resolve
        self._tls = tls or ssl.create_default_context()

    def takes(self, endpoint: str) -> bool:
        """Whether messages may be handed to `endpoint`."""
        return is_allowed(endpoint, self.services)

    def send(self, message: bytes, endpoint: str, browser: Browser, *, topic: str, now: datetime) -> None:
        """Hand `message` over. One that still waits under the same `topic` is replaced by it.

        Raises:
            Gone: when the service says so, or is not allowed any more.
            TryLater: when the service is busy, away or unwell.
        """
        if not self.takes(endpoint):
            raise Gone("this push service is not allowed")
        headers = {
            "TTL": str(int(KEPT_FOR.total_seconds())),
            "Topic": topic,
            "Urgency": "normal",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Authorization": self.signer.authorization(endpoint, now),
        }
        try:
            status, after = self._post(endpoint, sealed(message, browser), headers)
        except (OSError, http.client.HTTPException) as error:
            raise TryLater(f"the push service is away: {error}") from error
        if status in (408, 429) or status >= 500:
            raise TryLater(f"the push service answers {status}", after)
        if not 200 <= status < 300:
            raise Gone(f"the push service answers {status}")

    def _post(self, endpoint: str, body: bytes, headers: dict[str, str]) -> tuple[int, int]:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port or HTTPS
        connection = _Pinned(host, port, self._resolve(host, port)[0], self._tls)
        try:
            path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, _pause(answer.getheader("Retry-After"))
        finally:
            connection.close()


class _Pinned(http.client.HTTPSConnection):
    """Connects to the very address that was looked at, with the name of the host for TLS: no second look-up."""

    def __init__(self, host: str, port: int, place: Place, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=ANSWER_SECONDS, context=tls)
        self._place, self._context_of_tls = place, tls

    def connect(self) -> None:
        """Open it."""
        line = socket.create_connection(self._place, timeout=ANSWER_SECONDS)
        self.sock = self._context_of_tls.wrap_socket(line, server_hostname=self.host)


def _pause(said: str | None) -> int:
    return (
        min(int(said), LONGEST_PAUSE) if said and said.isascii() and said.isdecimal() and len(said) < 9 else 0
    )


def push_post() -> PushPost:
    """Return what hands messages over for this community."""
    return cast("PushPost", current_app.extensions[EXTENSION])


def _contact(config: Config) -> str:
    return config.public_url if config.is_secure else f"mailto:{parseaddr(config.mail_from)[1]}"


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its way for messages to browsers."""
    app.extensions[EXTENSION] = PushPost(config.push_services, Signer(config.vapid_key, _contact(config)))
