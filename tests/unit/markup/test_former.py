"""Striking somebody who left out of texts: what goes, what stays, and that what is shown is what would be rendered."""

from __future__ import annotations

import pytest

from forum.core.markup.context import Labels, RenderContext
from forum.core.markup.former import FormerMember
from forum.core.markup.render import render

HOME = "https://pot.example"
LEAVER = FormerMember(
    12, ("graham-p", "gp"), HOME, {None: "Former member", "fr": "Ancien <membre>"}.__getitem__
)
STAND_INS = {
    "Thanks @graham-p!": "Thanks @former-12!",
    "@Graham-P and @GP.": "@former-12 and @former-12.",
    "> [@graham-p wrote](/posts/7):\n> Stir.\n\nYes.": "> [@former-12 wrote](/posts/7):\n> Stir.\n\nYes.",
    "[him](/members/graham-p)": "[him](/members/former-12)",
    f"[him]({HOME}/members/gp)": f"[him]({HOME}/members/former-12)",
    "**@gp** _@gp_ (@gp)": "**@former-12** _@former-12_ (@former-12)",
}
UNTOUCHED = (
    "@graham-petersen, @graham-p-2 and @gpx",
    "write to me@gp or x.@graham-p",
    "Graham P, gp, graham-p",
    "https://elsewhere.example/members/graham-p and https://elsewhere.example/@gp",
)


@pytest.mark.parametrize("source", STAND_INS)
def test_mentions_quotes_and_links_speak_of_a_number(source: str) -> None:
    assert LEAVER.in_source(source) == STAND_INS[source]


@pytest.mark.parametrize("source", UNTOUCHED)
def test_others_and_what_only_looks_alike_stay(source: str) -> None:
    assert LEAVER.in_source(source) == source


def test_plain_texts_and_pages_read_words_in_their_language() -> None:
    assert LEAVER.in_text("Merci @gp !", "fr") == "Merci Ancien <membre> !"
    link = '<p>Merci <a href="/members/graham-p" class="mention">@Graham-p</a> !</p>'
    assert LEAVER.in_html(link, "fr") == "<p>Merci Ancien &lt;membre&gt; !</p>"


@pytest.mark.parametrize("source", [*STAND_INS, *UNTOUCHED, "- @gp\n- `code`\n\n||@gp|| ![@gp](/x.png)"])
def test_what_is_shown_is_what_would_be_rendered_anew(source: str) -> None:
    known = RenderContext(
        HOME, find_members=lambda asked: {each: each for each in asked & {"graham-p", "gp"}}
    )
    later = RenderContext(HOME, labels=Labels(former="Former member"))
    before, after = render(source, context=known), render(LEAVER.in_source(source), context=later)
    if "](/x.png)" in source:
        assert "@gp" not in LEAVER.in_html(before.html)
    else:
        assert LEAVER.in_html(before.html) == after.html
        assert LEAVER.in_text(before.text) == after.text
    assert after.mentions == ()
    assert [quote.post_id for quote in before.quotes] == [quote.post_id for quote in after.quotes]
