"""Answers as small as the browser can take them.

Kept pages are compressed well, and once. A page made for one person is compressed lightly and comes with a header of
random length, so that its size on the wire does not tell what is in it (the attack known as BREACH).
"""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import brotli

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

ENCODINGS = ("br", "gzip")
WORTH_IT = 1_000
"""Bytes below which compressing gains nothing."""
TEXTS = ("text/", "application/json", "application/atom+xml", "application/manifest+json", "image/svg+xml")
MOST_PADDING = 64


def best_encoding(accepted: str) -> str:
    """Return the first of `ENCODINGS` that this value of Accept-Encoding allows; nothing when it allows none."""
    offers = [offer.partition(";") for offer in accepted.lower().split(",")]
    allowed = {name.strip() for name, _, weight in offers if not _is_zero(weight)}
    return next((encoding for encoding in ENCODINGS if encoding in allowed), "")


def compress(body: bytes, encoding: str, *, quickly: bool = False) -> bytes:
    """Return `body` in `encoding`."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=1 if quickly else 5))
    return gzip.compress(body, compresslevel=1 if quickly else 6, mtime=0) if encoding == "gzip" else body


class Compressed:
    """Middleware that compresses texts which were made for this one answer."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on and compress its answer."""
        status, headers, body = captured(self._app, environ)
        return answer_compressed(environ, start_response, status, headers, body)


def captured(app: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, Headers, Iterable[bytes]]:
    """Return status, headers and body of the answer that `app` gives."""
    started: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
        started.append((status, headers))
        return _refuse_write

    body = app(environ, start)
    status, headers = started[-1]
    return status, headers, body


def answer_compressed(
    environ: WSGIEnvironment,
    start_response: StartResponse,
    status: str,
    headers: Headers,
    body: Iterable[bytes],
) -> Iterable[bytes]:
    """Begin an answer and return its body, compressed where that is worth it and the client takes it."""
    names = {name.lower(): value for name, value in headers}
    length = int(names.get("content-length", 0))
    is_text = names.get("content-type", "").startswith(TEXTS)
    if not is_text or length < WORTH_IT or "content-encoding" in names or environ["REQUEST_METHOD"] == "HEAD":
        start_response(status, headers)
        return body
    headers = [header for header in headers if header[0].lower() not in ("content-length", "vary")]
    headers.append(("Vary", with_word(names.get("vary", ""), "Accept-Encoding")))
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    shown = b"".join(body)
    if encoding:
        shown = compress(shown, encoding, quickly=True)
        headers.append(("Content-Encoding", encoding))
        headers.append(("X-Padding", "-" * secrets.randbelow(MOST_PADDING)))
    start_response(status, [*headers, ("Content-Length", str(len(shown)))])
    return OneBody(shown, getattr(body, "close", None))


class OneBody:
    """A body in one piece, which does what its maker wanted done at the end, after it has been sent."""

    def __init__(self, body: bytes, close: Callable[[], object] | None) -> None:
        self._body = body
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        yield self._body

    def close(self) -> None:
        """End the answer."""
        if self._close is not None:
            self._close()


def with_word(value: str, word: str) -> str:
    """Return the value of Vary with one more word."""
    words = [each.strip() for each in value.split(",") if each.strip()]
    return ", ".join(words if word.lower() in map(str.lower, words) else [*words, word])


def _is_zero(weight: str) -> bool:
    return weight.replace(" ", "").rstrip("0").rstrip(".") in ("q=", "q=0") and bool(weight)


def _refuse_write(data: bytes) -> object:
    raise RuntimeError("this server's applications answer by returning, not by writing")
