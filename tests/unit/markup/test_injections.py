"""Nothing that a member writes runs in somebody else's browser, even if one of the two walls had a hole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.core.markup.blackout import blackout
from forum.core.markup.context import Card, Image, RenderContext
from forum.core.markup.render import render
from forum.core.markup.safelist import SAFELIST, first_wall, sanitise, second_wall
from tests.injections import INJECTIONS, harm_in

GENEROUS = RenderContext(
    public_url="https://forum.example",
    find_members=lambda handles: {handle: handle for handle in handles},
    find_images=lambda keys: {key: Image(1200, 800, (320, 800)) for key in keys},
    find_cards=lambda paths: {
        path: Card('"><script>alert(1)</script>', "<img src=x onerror=alert(1)>") for path in paths
    },
)


def test_the_corpus_is_large() -> None:
    assert len(set(INJECTIONS)) >= 350


@pytest.mark.parametrize("wall", [first_wall, second_wall, sanitise])
def test_each_wall_alone_stops_every_injection(wall: Callable[[str], str]) -> None:
    let_through = {vector: harm for vector in INJECTIONS if (harm := harm_in(wall(vector)))}
    assert let_through == {}


@pytest.mark.parametrize("wall", [first_wall, second_wall])
def test_each_wall_stops_injections_inside_allowed_markup(wall: Callable[[str], str]) -> None:
    frames = (
        "<p>{}</p>",
        '<a href="{}">x</a>',
        "<a href='{}'>x</a>",
        "<pre><code>{}</code></pre>",
        "<table><tr><td>{}",
    )
    wrapped = [frame.format(vector) for frame in frames for vector in INJECTIONS]
    let_through = {html: harm for html in wrapped if (harm := harm_in(wall(html)))}
    assert let_through == {}


@pytest.mark.parametrize(
    "frame", ["{}", "> {}", "- {}", "# {}", "**{}**", "[{}](/x)", "![{}](/uploads/abc)", "||{}||"]
)
def test_a_post_made_of_an_injection_shows_it_as_text(frame: str) -> None:
    let_through = {
        vector: harm
        for vector in INJECTIONS
        if (harm := harm_in(render(frame.format(vector), context=GENEROUS).html))
    }
    assert let_through == {}


def test_markdown_alone_makes_no_harm_before_the_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.core.markup.render.sanitise", lambda html: html)
    let_through = {
        vector: harm for vector in INJECTIONS if (harm := harm_in(render(vector, context=GENEROUS).html))
    }
    assert let_through == {}


def test_a_bar_over_a_passage_opens_no_hole() -> None:
    let_through = {
        vector: harm
        for vector in INJECTIONS
        for passage in ("alert(1)", '"', "script", "x")
        if (harm := harm_in(render(blackout(vector, passage), context=GENEROUS).html))
    }
    assert let_through == {}


@pytest.mark.parametrize(
    "html",
    [
        '<p id="login">x</p>',
        '<a name="cookie">x</a>',
        '<span class="button">x</span>',
        '<span class="spoiler button">x</span>',
        '<td style="text-align:right">x</td>',
        '<div tabindex="5">x</div>',
        '<p aria-label="x" role="alert">x</p>',
        '<a target="_blank">x</a>',
    ],
)
def test_nobody_sets_ids_classes_or_styles_of_the_page(html: str) -> None:
    for wall in (first_wall, second_wall):
        cleaned = wall(html)
        assert not any(word in cleaned for word in ("=", "button", "login"))


@pytest.mark.parametrize("tag", sorted(set(SAFELIST) - {"table", "thead", "tbody", "tr", "td", "th"}))
@pytest.mark.parametrize(
    "attribute", ["class", "id", "style", "name", "onclick", "hx-get", "data-dialog", "slot"]
)
def test_no_element_takes_what_belongs_to_the_page(tag: str, attribute: str) -> None:
    for wall in (first_wall, second_wall):
        assert "button" not in wall(f'<{tag} {attribute}="button">x</{tag}>')


def test_what_the_renderer_makes_passes_the_walls_unchanged() -> None:
    source = (
        "# T\n\n> [@anna wrote](/posts/7):\n> *b*\n\n||c|| :::\n\n:::spoiler\nd\n:::\n\n|a|b|\n|:-|-:|\n|c|d|\n\n"
        "![e](/uploads/abc)\n\n```py\nf\n```\n\n3. g\n\n/topics/1\n\n[h](https://a.example) ~~i~~ @anna\n"
    )
    html = render(source, context=GENEROUS).html
    assert sanitise(html) == html
    for part in (
        'data-post="7"',
        'class="align-right"',
        "srcset=",
        'class="language-py"',
        '<ol start="3">',
        "<details",
        "nofollow",
    ):
        assert part in html
