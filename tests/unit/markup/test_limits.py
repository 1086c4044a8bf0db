"""However somebody fills the largest field, the answer comes quickly."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import unescape

import pytest

from forum.core.markup.blackout import blackout
from forum.core.markup.outline import nest_headings
from forum.core.markup.plain import excerpt
from forum.core.markup.render import MAX_SOURCE, render
from forum.core.markup.withholding import restore_quotes, withhold_quotes

SECONDS = 0.25

HOSTILE = {
    "open brackets": "[",
    "image brackets": "![",
    "unfinished links": "[a](",
    "links": "[a](b)",
    "reference links": "[a]: /b\n\n" + "[a] " * 100,
    "backticks": "".join("`" * length + " " for length in range(1, 310)),
    "single backticks": "`a` ",
    "emphasis": "*a*_",
    "unclosed emphasis": "*a **b ",
    "strikethrough": "~~a~~ ",
    "bars": "||a|| ",
    "quotes": ">",
    "quote lines": "> a\n\n",
    "quotes of posts": "> [@a w](/posts/1):\n",
    "deep lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(220)),
    "nested lists": "- ",
    "list items": "1. a\n\n",
    "table rows": "a|b\n-|-\n" + "|\n" * 24_000,
    "wide table": "|" + "a|" * 8_000 + "\n|" + "-|" * 8_000 + "\n",
    "many tables": "a|b\n-|-\n" + "a|b\n" * 90 + "\n",
    "spoilers": ":::spoiler\n",
    "fences": "```\n",
    "headings": "# a\n",
    "references": "".join(f"[a{number}]: /b\n" for number in range(4_500)),
    "a long address many times": "[a]: /" + "x" * 1_900 + "\n\n" + "[a]" * 16_000,
    "a long title many times": '[a]: /b "' + "x" * 20_000 + '"\n\n' + "[a]" * 10_000,
    "tags": "<a ",
    "angles": "<",
    "entities": "&amp;",
    "ampersands": "&",
    "addresses": "https://a.b/",
    "brackets behind an address": "https://a.b/" + ")" * 49_000,
    "www": "www.",
    "mentions": "@abc ",
    "ats": "a@",
    "emoji": ":smile:",
    "colons": ":",
    "escapes": "\\*",
    "lines": "a\n",
    "paragraphs": "a\n\n",
    "spaces": " ",
    "tabs": "\t",
    "prose": "Stir the melted butter in, a spoonful at a time. ",
    "prose in short lines": "Stir the butter in.\n",
    "wide characters": "𝒜𝄞🍰",
    "combining marks": "a" + "\u0301" * 200,
}


def seconds_of(work: Callable[[], object]) -> float:
    """Return the processor time of the better of three runs: what is measured is the work, not the machine's mood."""
    runs = []
    for _ in range(3):
        before = time.thread_time()
        work()
        runs.append(time.thread_time() - before)
        if runs[-1] < SECONDS / 2:
            break
    return min(runs)


@pytest.mark.parametrize("filling", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_full_field_is_rendered_within_a_quarter_of_a_second(filling: str) -> None:
    source = (filling * (MAX_SOURCE // len(filling) + 1))[:MAX_SOURCE]
    assert seconds_of(lambda: render(source)) < SECONDS


@pytest.mark.parametrize("filling", HOSTILE.values(), ids=HOSTILE.keys())
def test_just_below_the_limits_of_density_too(filling: str) -> None:
    assert (
        seconds_of(lambda: render((filling * 1_200)[:7_000] + "\n\n" + "words and words " * 2_600)) < SECONDS
    )


@pytest.mark.parametrize("filling", HOSTILE.values(), ids=HOSTILE.keys())
def test_bars_extracts_and_outlines_are_quick_as_well(filling: str) -> None:
    source = (filling * (MAX_SOURCE // len(filling) + 1))[:MAX_SOURCE]
    assert seconds_of(lambda: blackout(source, filling[:40] + "x")) < SECONDS
    assert seconds_of(lambda: (excerpt(source, 200), nest_headings(source, 2))) < SECONDS


@pytest.mark.parametrize("filling", HOSTILE.values(), ids=HOSTILE.keys())
def test_so_is_showing_and_saving_a_source_that_quotes_nothing_hidden(filling: str) -> None:
    source = (filling * (MAX_SOURCE // len(filling) + 1))[:MAX_SOURCE]
    assert seconds_of(lambda: restore_quotes(withhold_quotes(source, {7}), source)) < SECONDS


def test_a_usual_post_takes_some_milliseconds_at_most() -> None:
    post = (
        "I tried it **twice** with 20 g less sugar, and @anna is right: it stays moist.\n\n- rye flour\n- butter\n\n"
        "> [@anna wrote](/posts/12):\n> Two minutes less.\n\nMore on https://a.example/rye :cake:\n"
    )
    render(post)
    assert seconds_of(lambda: [render(post) for _ in range(20)]) / 20 < 0.012


def test_a_text_beyond_all_limits_is_shown_as_it_was_typed() -> None:
    for source in ("*a* " * 20_000, "a <b> & c\n" * 5_000):
        rendered = render(source)
        assert rendered.html.startswith('<pre class="plain">')
        assert rendered.text == source
        assert unescape(rendered.html[len('<pre class="plain">') : -len("</pre>\n")]) == source
