"""A posted telephone number disappears under a bar, however it was typed."""

from __future__ import annotations

import pytest

from forum.core.markup.blackout import blackout
from forum.core.markup.render import render

NUMBER = "06 12 34 56 78"


@pytest.mark.parametrize(
    "source",
    [
        NUMBER,
        f"Call {NUMBER}, or {NUMBER}!",
        "06 **12** 34 *56* 78",
        r"06 12 34 \5\6 78".replace(r"\5", "5").replace(r"\6", "6"),
        "06&nbsp;12&#32;34 &#53;6 7&#x38;",
        "06\n12 34\n56 78",
        "> 06 12\n> 34 56 78",
        "[06 12 34 56 78](tel:0612345678)",
        "[call](tel:0612345678)",
        "[call](https://a.example/?tel=06%2012%2034%2056%2078)",
        "`06 12 34 56 78`",
        "```\n06 12 34 56 78\n```",
        "||06 12|| 34 56 78",
        "06 12 34\u200b 56 78",
        "![06 12 34 56 78](/uploads/abc)",
    ],
)
def test_the_number_is_gone_from_source_and_page(source: str) -> None:
    covered = blackout(source, NUMBER)
    digits = "".join(sign for sign in render(covered).html + covered if sign.isdigit())
    assert "0612345678" not in digits.replace("9608", "")
    assert "█" in covered


def test_the_bar_is_as_long_as_what_it_covers_up_to_a_limit() -> None:
    assert blackout("say abc now", "abc") == "say ███ now"
    assert blackout("x" * 100, "x" * 100) == "█" * 24


def test_upper_and_lower_case_do_not_matter() -> None:
    assert blackout("ANNA Schmidt, anna schmidt", "Anna Schmidt") == "████████████, ████████████"


@pytest.mark.parametrize("passage", ["an_na@mail.example", "a*b", "5 < 6"])
def test_signs_that_mean_something_in_markdown_are_found(passage: str) -> None:
    typed = passage.replace("_", r"\_").replace("*", r"\*").replace("<", "&lt;")
    assert blackout(f"so {typed} there", passage) == f"so {'█' * len(passage)} there"


@pytest.mark.parametrize("passage", ["", "   ", "**", "not there"])
def test_without_the_passage_nothing_changes(passage: str) -> None:
    assert blackout("some **text**", passage) == "some **text**"
