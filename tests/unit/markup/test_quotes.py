"""A quote links back, and falls silent with the post it quotes, in the page and in the source."""

from __future__ import annotations

import pytest

from forum.core.markup.context import Labels, QuoteRef, RenderContext
from forum.core.markup.render import render
from forum.core.markup.withholding import restore_quotes, withhold_quotes

SOURCE = """\
Before.

> [@anna wrote](/posts/123):
>
> The secret is **salt**.
>
> > [@bo](/posts/99):
> > A little.

After."""

WITHHELD = RenderContext(withheld_quotes=frozenset({123}))


def test_a_quote_knows_the_quoted_post_and_links_to_it() -> None:
    rendered = render("> [@anna a écrit](/posts/123):\n>\n> Two minutes less.")
    assert rendered.html == (
        '<blockquote class="quote" data-post="123">\n'
        '<p class="quote-source"><a href="/posts/123">@anna a écrit</a></p>\n'
        "<p>Two minutes less.</p>\n</blockquote>\n"
    )
    assert rendered.quotes == (QuoteRef(123, "anna"),)


def test_quotes_within_quotes_are_known_too() -> None:
    assert render(SOURCE).quotes == (QuoteRef(123, "anna"), QuoteRef(99, "bo"))


def test_a_hidden_post_is_silent_where_it_is_quoted() -> None:
    rendered = render(SOURCE, context=WITHHELD)
    assert "salt" not in rendered.html + rendered.text
    assert "A little" not in rendered.html
    assert '<p class="quote-withheld">The quoted text is hidden.</p>' in rendered.html
    assert "<p>Before.</p>" in rendered.html
    assert "<p>After.</p>" in rendered.html
    assert QuoteRef(123, "anna") in rendered.quotes


def test_only_the_hidden_part_of_a_nested_quote_falls_silent() -> None:
    rendered = render(SOURCE, context=RenderContext(withheld_quotes=frozenset({99})))
    assert "salt" in rendered.html
    assert "A little" not in rendered.html


def test_silenced_quotes_mention_link_and_show_nothing() -> None:
    source = "> [@anna wrote](/posts/123):\n> @bo https://a.example ![x](/uploads/abc)\n> > [@cy](/posts/5):\n> > y"
    rendered = render(source, context=WITHHELD)
    assert (rendered.links, rendered.images, rendered.mentions) == ((), (), ())


@pytest.mark.parametrize(
    "source",
    [
        "> [@anna wrote](/posts/123): The secret is salt.",
        "> [@anna wrote](/posts/123):\n> The secret is salt.",
        "> [@anna wrote](/posts/123):\n>\n> one\ntwo salt",
        ">[@anna](/posts/123):\n>salt",
        "- > [@anna wrote](/posts/123):\n  > salt\n  >\n  > salt",
        "> > [@anna wrote](/posts/123):\n> > salt",
        "> [@anna wrote](/posts/123):\n> ```\n> salt\n> ```",
        "> [@anna wrote](/posts/123):\n> | salt |\n> |---|\n> | salt |",
        "> [@anna wrote](/posts/123):\n> - salt\n>   - salt",
        "> [@anna wrote](/posts/123):\n>     salt",
        "> [@anna wrote](/posts/123):\n>\tsalt\n>\t\tsalt",
        "> [@anna wrote](/posts/123):\n> :::spoiler salt\n> salt\n> :::",
        ":::spoiler\n> [@anna wrote](/posts/123):\n> salt\n:::",
        "1. > [@anna wrote](/posts/123):\r\n   > salt\r\n   > salt",
    ],
)
def test_however_the_quote_is_typed_its_words_can_be_withheld_and_come_back(source: str) -> None:
    shown = withhold_quotes(source, {123})
    assert "salt" not in shown
    assert "salt" not in render(source, context=WITHHELD).html
    back = restore_quotes(shown, source)
    assert render(back).html == render(source).html


def test_the_source_as_shown_holds_a_marker_in_place_of_the_words() -> None:
    assert withhold_quotes(SOURCE, {123}, label="Verborgen") == (
        "Before.\n\n> [@anna wrote](/posts/123):\n>\n> ⟦123.1: Verborgen⟧\n\nAfter."
    )


def test_nothing_changes_while_nothing_is_hidden() -> None:
    assert withhold_quotes(SOURCE, {7}) == SOURCE
    assert restore_quotes(SOURCE, SOURCE) == SOURCE


def test_an_author_edits_around_the_marker_and_loses_nothing() -> None:
    edited = withhold_quotes(SOURCE, {123}).replace("After.", "Much later.")
    assert restore_quotes(edited, SOURCE) == SOURCE.replace("After.", "Much later.")


def test_two_quotes_of_one_post_come_back_each_in_its_place() -> None:
    source = "> [@anna](/posts/123):\n> one\n\nyes\n\n> [@anna](/posts/123):\n> two"
    shown = withhold_quotes(source, {123})
    first, second = "⟦123.1", "⟦123.2"
    assert first in shown
    assert second in shown
    swapped = shown.replace(first, "⟦x").replace(second, first).replace("⟦x", second)
    assert (
        restore_quotes(swapped, source)
        == "> [@anna](/posts/123):\n> two\n\nyes\n\n> [@anna](/posts/123):\n> one"
    )


@pytest.mark.parametrize(
    "edited",
    [
        "⟦123.1: x⟧",
        "> ⟦123.1: x⟧",
        "> [@anna](/posts/124):\n> ⟦123.1: x⟧",
        "> [@anna](/posts/123):\n> ⟦123.1: x⟧ and more",
        "> [@anna](/posts/123):\n⟦123.1: x⟧",
        "> [@anna](/posts/123):\n\n⟦123.1: x⟧",
        "> [@anna](/posts/123):\n> `⟦123.1: x⟧`",
        "> [@anna](/posts/123):\n> ⟦123.2: x⟧",
        "```\n> [@anna](/posts/123):\n> ⟦123.1: x⟧\n```",
    ],
)
def test_a_marker_moved_elsewhere_brings_nothing_to_light(edited: str) -> None:
    assert restore_quotes(edited, "> [@anna](/posts/123):\n> salt") == edited


def test_a_text_too_dense_to_be_parsed_keeps_the_secret_too() -> None:
    dense = "> [@anna wrote](/posts/123):\n> salt\n\n" + "*a* " * 3_000
    assert "salt" in render(dense).html
    rendered = render(
        dense, context=RenderContext(labels=Labels(withheld="Hidden."), withheld_quotes=frozenset({123}))
    )
    assert rendered.html == '<pre class="plain">Hidden.</pre>\n'
    assert "salt" not in rendered.text


@pytest.mark.parametrize(
    "source",
    [
        "> [anna](/posts/123):\n> x",
        "> [@anna](/posts/123)\n> x",
        "> [@anna](https://a.example/posts/123):\n> x",
        "> so\n> [@anna](/posts/123):\n> x",
        "[@anna](/posts/123):\nx",
        "`> [@anna](/posts/123):`",
    ],
)
def test_other_block_quotes_are_just_that(source: str) -> None:
    assert render(source).quotes == ()
