"""Names that people give their files are a first description; names that cameras give are none."""

from __future__ import annotations

import time

import pytest

from forum.uploads.alt import alt_from_name, as_markdown, clean_alt


@pytest.mark.parametrize(
    ("name", "alt"),
    [
        ("apple-pie.jpg", "Apple pie"),
        ("Zwetschgenkuchen_vom_Blech.HEIC", "Zwetschgenkuchen vom Blech"),
        ("crème brûlée 2.png", "Crème brûlée 2"),
        ("C:\\fakepath\\rye bread.jpeg", "Rye bread"),
        ("../../etc/rye.webp", "Rye"),
        ("IMG_2041.JPG", ""),
        ("DSC00123.jpg", ""),
        ("PXL_20260314_120000123.MP.jpg", ""),
        ("20260314_120000.jpg", ""),
        ("WhatsApp Image 2026-03-14 at 12.00.00.jpeg", ""),
        ("Screenshot 2026-03-14 at 12.00.00.png", ""),
        ("Bildschirmfoto vom 2026-03-14 12-00-00.png", ""),
        ("image.png", ""),
        ("photo (3).jpg", ""),
        ("3f2a9c1e-77b0-4e11-9a3c-0d5c2f1a9b77.jpg", ""),
        ("AB12cd34EF56gh78IJ90kl.png", ""),
        ("", ""),
        (".png", ""),
        ("evil\r\nname\u202e.png", "Evil name"),
    ],
)
def test_a_description_is_made_of_the_name_where_it_says_something(name: str, alt: str) -> None:
    assert alt_from_name(name) == alt


def test_it_stays_short_and_on_one_line() -> None:
    assert clean_alt("a\nb  c") == "a b c"
    assert len(clean_alt("word " * 200)) <= 300


@pytest.mark.parametrize("name", ["img" * 40_000, "1 " * 60_000, "at" * 60_000, "a1" * 60_000, "p" * 100_000])
def test_a_long_name_takes_no_time(name: str) -> None:
    before = time.thread_time()
    alt_from_name(name + ".jpg")
    assert time.thread_time() - before < 0.25


def test_brackets_in_a_description_do_not_break_the_picture() -> None:
    assert as_markdown("abc", r"a [b] \c") == r"![a \[b\] \\c](/uploads/abc)"
