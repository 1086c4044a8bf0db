"""What is sent smaller, to whom, and what stays as it is."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from typing import Any

import brotli
import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from forum.core.compression import Compressed, best_encoding


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, br", "br"),
        ("GZIP", "gzip"),
        ("br;q=0.2, gzip;q=0.9", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip;q=0", ""),
        ("brotli", ""),
    ],
)
def test_the_first_encoding_that_the_browser_allows_is_taken(accepted: str, encoding: str) -> None:
    assert best_encoding(accepted) == encoding


def client(body: bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> Client:
    answer = Response(body, content_type=content_type, headers=headers)
    return Client(Compressed(answer), Response)


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_text_comes_back_as_it_was(encoding: str, unpack: Callable[[bytes], bytes]) -> None:
    answered = client(b"soup " * 1_000).get(headers={"Accept-Encoding": encoding})
    assert (answered.headers["Content-Encoding"], unpack(answered.data)) == (encoding, b"soup " * 1_000)


def test_the_length_is_the_length_of_what_is_sent() -> None:
    answered = client(b"soup " * 1_000).get(headers={"Accept-Encoding": "br"})
    assert int(answered.headers["Content-Length"]) == len(answered.data)


def test_caches_are_told_that_it_depends_on_the_browser() -> None:
    answered = client(b"soup " * 1_000, Vary="Cookie").get()
    assert answered.headers["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize(
    ("body", "content_type", "headers"),
    [
        (b"soup", "text/html", {}),
        (b"soup" * 1_000, "image/webp", {}),
        (b"soup" * 1_000, "text/html", {"Content-Encoding": "zstd"}),
    ],
)
def test_what_would_not_gain_stays_as_it_is(body: bytes, content_type: str, headers: dict[str, str]) -> None:
    assert client(body, content_type, **headers).get(headers={"Accept-Encoding": "br"}).data == body


def test_lengths_on_the_wire_do_not_tell_what_is_inside() -> None:
    browser = client(b"soup " * 1_000)
    lengths = {len(browser.get(headers={"Accept-Encoding": "br"}).headers["X-Padding"]) for _ in range(50)}
    assert len(lengths) > 10


def test_what_is_to_happen_after_the_answer_happens_after_it() -> None:
    events: list[str] = []

    class Body:
        def __iter__(self) -> Any:
            events.append("made")
            yield b"soup " * 1_000

        def close(self) -> None:
            events.append("closed")

    def app(environ: Any, start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", "5000")])
        return Body()

    answer = Compressed(app)({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "br"}, lambda *_: None)
    events.extend("sent" for _ in answer)
    answer.close()  # type: ignore[attr-defined]
    assert events == ["made", "sent", "closed"]
