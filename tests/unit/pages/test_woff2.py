"""A font is known by its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from forum.pages.woff2 import is_web_font

FONT = (Path(__file__).parents[3] / "static/fonts/figtree-latin.woff2").read_bytes()


def test_a_whole_font_is_one() -> None:
    assert is_web_font(FONT)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>" * 20,
        b"wOF2" + b"\0" * 400,
        FONT[:-7],
        FONT + b"<script>",
        FONT[:4] + b"ttcf" + FONT[8:],
        FONT[:-300] + b"\0" * 300,
        FONT * 60,
    ],
    ids=["nothing", "svg", "empty", "cut", "with a tail", "collection", "damaged", "too large"],
)
def test_anything_else_is_not(data: bytes) -> None:
    assert not is_web_font(data)
