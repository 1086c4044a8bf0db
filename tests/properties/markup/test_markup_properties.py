"""What holds for every text that anybody could type."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import HealthCheck, given, settings, strategies as st

from forum.core.markup.blackout import blackout
from forum.core.markup.context import Card, Image, RenderContext
from forum.core.markup.outline import nest_headings
from forum.core.markup.parser import normalise
from forum.core.markup.plain import excerpt
from forum.core.markup.render import render
from forum.core.markup.safelist import first_wall, sanitise, second_wall
from forum.core.markup.withholding import restore_quotes, withhold_quotes
from tests.injections import INJECTIONS, harm_in

SECRET = "Zwetschgendatschi"

PIECES = [
    "a", "b ", "\n", "\n\n", "> ", ">", "- ", "1. ", "* ", "    ", "\t", "*", "**", "_", "`", "``", "```\n", "~~", "||",
    "|", "[", "]", "(", ")", "](/x)", "![", "(/uploads/abc)", "<", ">", "&amp;", "&#60;", "&", '"', "'", "\\", "#",
    "## ", "===\n", "---\n", "|-|-|\n", "a|b\n", ":::spoiler\n", ":::\n", "::::spoiler t\n", "@anna", ":cake:",
    "www.a.example", "https://a.example/(b)", "/topics/1\n", "[r]: /x\n", "[r]", "\0", "\r", "\r\n", "\u2028", "\ud800",
    "\x0b", "\x1f", "é", "🍰", "<b>", "<!--", "<script>", "javascript:", "> [@anna](/posts/1):\n",
    "> [@bo wrote](/posts/2): x\n> > y\n", "⟦1.1: x⟧", "> ⟦1.1: x⟧\n",
]  # fmt: skip

markdown = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.one_of(
    markdown, st.text(max_size=300), st.lists(st.sampled_from(INJECTIONS), max_size=3).map(" ".join)
)
generous = RenderContext(
    public_url="https://forum.example",
    find_members=lambda handles: {handle: handle for handle in handles},
    find_images=lambda keys: {key: Image(1200, 800, (320, 800)) for key in keys},
    find_cards=lambda paths: {path: Card("<title>", "&") for path in paths},
)
quickly = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(anything)
def test_every_text_can_be_shown_and_nothing_in_it_is_harmful(source: str) -> None:
    rendered = render(source, context=generous)
    assert harm_in(rendered.html) == []
    assert "\n\n" not in rendered.text


@quickly
@given(anything)
def test_what_passed_the_walls_passes_them_unchanged(source: str) -> None:
    html = render(source, context=generous).html
    assert sanitise(html) == html
    assert second_wall(html) == html


@quickly
@given(anything)
def test_each_wall_makes_anything_harmless(html: str) -> None:
    assert harm_in(first_wall(normalise(html))) == []
    assert harm_in(second_wall(normalise(html))) == []


@quickly
@given(anything)
def test_headings_of_a_page_skip_no_level(source: str) -> None:
    levels = [
        2,
        *(int(level) for level in re.findall("<h([1-6])>", nest_headings(render(source).html, under=2))),
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(level > 2 for level in levels[1:])


@quickly
@given(anything, st.integers(1, 60))
def test_an_extract_is_short_and_taken_from_the_text(text: str, length: int) -> None:
    short = excerpt(text, length)
    assert len(short) <= length
    assert " ".join(text.split()).startswith(short.removesuffix("…").rstrip())


@quickly
@given(markdown, markdown)
def test_a_passage_under_a_bar_is_nowhere_to_be_read(before: str, after: str) -> None:
    source = f"{before}{SECRET}{after}{SECRET.upper()}"
    covered = blackout(source, SECRET)
    assert SECRET.lower() not in covered.lower()
    assert SECRET.lower() not in render(covered).html.lower()


def quoting(lines: list[str], depth: int, before: str, after: str) -> str:
    mark = "> " * depth
    quoted = "\n".join(mark + line for line in ["[@anna wrote](/posts/1):", *lines])
    return f"{before}\n\n{quoted}\n\n{after}"


quoted_lines = st.lists(
    st.lists(
        st.sampled_from([piece for piece in PIECES if "\n" not in piece and "\r" not in piece]), max_size=6
    ).map("".join),
    min_size=1,
    max_size=6,
)


@quickly
@given(quoted_lines, st.integers(1, 4), markdown)
def test_the_words_of_a_hidden_post_show_nowhere_and_come_back_unharmed(
    lines: list[str], depth: int, after: str
) -> None:
    source = quoting([f"{SECRET} {line}" for line in lines], depth, "Before", after)
    shown = withhold_quotes(source, {1})
    hidden = RenderContext(withheld_quotes=frozenset({1}))
    assert SECRET not in shown
    assert SECRET not in render(source, context=hidden).html
    assert SECRET not in render(source, context=hidden).text
    restored = restore_quotes(shown, source)
    assert SECRET not in withhold_quotes(restored, {1})
    assert SECRET not in render(restored, context=hidden).html
    assert restored.count(SECRET) == source.count(SECRET)


@quickly
@given(markdown, quoted_lines)
def test_whatever_an_author_makes_of_the_markers_nothing_comes_to_light(
    edited: str, lines: list[str]
) -> None:
    original = quoting([f"{SECRET} {line}" for line in lines], 1, "", "")
    saved = restore_quotes(edited, original)
    assert SECRET not in render(saved, context=RenderContext(withheld_quotes=frozenset({1}))).html
    assert SECRET not in withhold_quotes(saved, {1})
