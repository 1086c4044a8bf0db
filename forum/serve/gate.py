"""Stands between server and application, so that slow senders keep nobody waiting.

Granian hands a request over when its headers are in; reading the body then waits for the sender. There are many
threads that may wait so, and few that may be inside the application at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from forum.core.places import ENVIRON, Places

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024


class Gate:
    """Takes a request's body in wholly before it asks for one of the `places` in `app`."""

    def __init__(self, app: WSGIApplication, *, places: int, largest: int) -> None:
        self._app = app
        self._places = Places(places)
        self._largest = largest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let a complete request in once there is a place. One too large goes in as it is, to be refused."""
        environ[ENVIRON] = self._places
        if not _brings_a_body(environ) or int(environ.get("CONTENT_LENGTH") or 0) > self._largest:
            with self._places.inside():
                return self._app(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            _copy(environ["wsgi.input"], body, self._largest + 1)
            environ["wsgi.input"] = body
            with self._places.inside():
                return self._app(environ, start_response)


def _brings_a_body(environ: WSGIEnvironment) -> bool:
    return bool(environ.get("CONTENT_LENGTH")) or "HTTP_TRANSFER_ENCODING" in environ


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> None:
    left = most
    while left > 0 and (chunk := source.read(min(CHUNK, left))):
        target.write(chunk)
        left -= len(chunk)
    target.seek(0)
