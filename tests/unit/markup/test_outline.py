"""Headings in posts fit below the heading of the page, so that a screen reader finds one outline."""

from __future__ import annotations

import pytest

from forum.core.markup.outline import nest_headings
from forum.core.markup.render import render


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# a", [3]),
        ("# a\n## b\n## c\n# d", [3, 4, 4, 3]),
        ("#### a", [3]),
        ("# a\n#### b\n##### c\n## d", [3, 4, 5, 4]),
        ("### a\n# b\n## c", [3, 3, 4]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", [3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_move_below_the_page_and_skip_no_level(source: str, levels: list[int]) -> None:
    shown = nest_headings(render(source).html, under=2)
    assert [int(part[0]) for part in shown.split("<h")[1:]] == levels
    assert [int(part[0]) for part in shown.split("</h")[1:]] == levels


def test_text_that_talks_about_headings_is_left_alone() -> None:
    html = render("`<h1>` and \\<h2>\n\n---\n").html
    assert nest_headings(html, under=2) == html
