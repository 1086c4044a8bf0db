"""Being found: feeds, sitemap, canonical links, languages, cards, structured data. Nothing hidden is in any of them."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from forum.campaigns.settings import note_that_there_are_campaigns
from forum.core.database import db, write_transaction
from forum.core.page_cache import page_cache_of
from forum.core.settings import set_setting
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.topics import first_post_of, start_topic
from forum.moderation.operations import hide_post
from forum.pages.queries import sitemaps
from forum.pages.views.cards import KEPT_CARDS
from tests.campaigns import a_campaign
from tests.conversations import NOON, answer, opening, shelf, team_shelf
from tests.statements import statements

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.usefixtures("cast")


def feed(guest: FlaskClient, path: str) -> ElementTree.Element:
    answered = guest.get(path)
    assert (answered.status_code, answered.mimetype) == (200, "application/atom+xml"), path
    return ElementTree.fromstring(answered.data)


def titles(guest: FlaskClient, path: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed(guest, path).iter(f"{ATOM}entry")]


def hide(cast: SimpleNamespace, post: Post) -> None:
    with write_transaction():
        again = db.session.get_one(Post, post.id)
        hide_post(again, reason="off-topic", note="", actor=cast.viewer("bruno"), now=NOON)


def test_every_feed_follows_its_page(cast: SimpleNamespace, guest: FlaskClient) -> None:
    place = shelf("kitchen")
    with write_transaction():
        topic = start_topic(
            category=db.session.get_one(Category, place.id), kind="discussion", title="Spoons & <forks>",
            source="Bring <b>a</b> spoon & fork", author=cast.viewer("alice"), now=NOON, tags=["cutlery"],
        )  # fmt: skip
        first = first_post_of(topic)
    answer(first, cast.viewer("chloe"), "Gladly.")
    for path in (
        "/feed.atom",
        "/categories/kitchen/feed.atom",
        "/tags/cutlery/feed.atom",
        "/members/alice/feed.atom",
    ):
        assert titles(guest, path) == ["Spoons & <forks>"], path
    assert titles(guest, f"/topics/{first.topic_id}/feed.atom") == [
        "Spoons & <forks> · #2",
        "Spoons & <forks> · #1",
    ]


def test_recipes_and_campaigns_have_feeds(cast: SimpleNamespace, guest: FlaskClient) -> None:
    a_campaign(cast.viewer("dana"), title="The winter flavour")
    with write_transaction():
        note_that_there_are_campaigns()
    assert titles(guest, "/campaigns/feed.atom") == ["The winter flavour"]
    assert titles(guest, "/recipes/feed.atom") == []


def test_a_feed_is_as_the_standard_asks(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"), "Salt & pepper", title="Salt")
    with write_transaction():
        db.session.get_one(Topic, first.topic_id).title = "Salt \x0b imported"
    root = feed(guest, "/feed.atom")
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}"), name
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"self", "alternate"}
    (entry,) = root.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated", "author/{http://www.w3.org/2005/Atom}name", "content"):
        assert entry.findtext(f"{ATOM}{name}"), name
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") == NOON


def test_hidden_words_are_in_no_feed_card_or_sitemap(cast: SimpleNamespace, guest: FlaskClient) -> None:
    secret = opening(cast.viewer("alice"), "canarywords", title="Canarytitle")
    inside = opening(cast.viewer("dana"), "canarywords", title="Canarytitle", category=team_shelf())
    hide(cast, secret)
    talk = opening(cast.viewer("alice"), title="Still here")
    hide(cast, answer(talk, cast.viewer("chloe"), "canaryreply"))
    assert titles(guest, f"/topics/{talk.topic_id}/feed.atom") == ["Still here · #1"]
    for path in ("/feed.atom", "/members/alice/feed.atom", "/sitemaps/topics-1.xml"):
        assert "canary" not in guest.get(path).text.lower(), path
    for post in (secret, inside):
        for name in ("card.png", "feed.atom"):
            assert guest.get(f"/topics/{post.topic_id}/{name}").status_code == 404


def test_a_card_is_drawn_once_and_not_again_as_long_as_it_shows_the_same(
    app: Flask, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = guest.get("/card.png?past=the-kept-pages")
    drawn = app.extensions[KEPT_CARDS]
    later = drawn.tick() + 24 * 3600
    monkeypatch.setattr(drawn, "tick", lambda: later)
    assert drawn.find(first.get_etag()[0]).value == first.data
    with write_transaction():
        set_setting("site.tagline", {"en": "Bring a spoon."})
    assert guest.get("/card.png").data != first.data


def test_the_sitemap_is_cut_by_number(
    cast: SimpleNamespace, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    monkeypatch.setattr("forum.pages.views.sitemaps.PART", 2)
    place = shelf("kitchen")
    for number in range(5):
        opening(cast.viewer("alice"), title=f"Topic {number}", category=place)
    index = ElementTree.fromstring(guest.get("/sitemap.xml").data)
    parts = [loc.text or "" for loc in index.iter(f"{MAP}loc")]
    assert parts == [f"{SITE}/sitemaps/{name}.xml" for name in ("places", "topics-1", "topics-2", "topics-3")]
    found = [
        loc.text
        for part in parts[1:]
        for loc in ElementTree.fromstring(guest.get(part.removeprefix(SITE)).data).iter(f"{MAP}loc")
    ]
    assert found == [f"{SITE}/topics/{id}/topic-{id - 1}" for id in range(1, 6)]
    assert guest.get("/sitemaps/topics-4.xml").status_code == 404
    places = guest.get("/sitemaps/places.xml").text
    assert f"{SITE}/categories/kitchen" in places and "/members/alice" not in places


def test_a_part_costs_the_same_statements_for_one_and_for_fifty(
    cast: SimpleNamespace, guest: FlaskClient, app: Flask
) -> None:
    costs = []
    place = shelf("kitchen")
    for amount in (1, 1, 48):
        for _ in range(amount):
            opening(cast.viewer("alice"), category=db.session.get_one(Category, place.id), silent=True)
        for path in ("/sitemaps/topics-1.xml", "/feed.atom"):
            page_cache_of(app).forget()
            with statements(app) as seen:
                guest.get(path)
            costs.append((path, len(seen)))
    assert costs[2:4] == costs[4:]


def test_robots_are_led_to_the_sitemap(guest: FlaskClient) -> None:
    assert f"Sitemap: {SITE}/sitemap.xml" in guest.get("/robots.txt").text


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [("/latest", "/latest"), ("/top?period=all&utm_source=x", "/top?period=all"), ("/?hl=fr", "/?hl=fr")],
)
def test_each_page_says_its_one_address(guest: FlaskClient, asked: str, canonical: str) -> None:
    page = guest.get(asked).text
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == [SITE + canonical]


def test_a_topic_says_its_one_address_once(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"))
    page = guest.get(f"/topics/{first.topic_id}/into-the-pot").text
    assert re.findall(r'rel="canonical" href="([^"]+)"', page) == [
        f"{SITE}/topics/{first.topic_id}/into-the-pot"
    ]
    assert f'href="/topics/{first.topic_id}/feed.atom"' in page
    (image,) = re.findall(r'og:image" content="([^"]+)"', page)
    drawn = Image.open(BytesIO(guest.get(image.removeprefix(SITE)).data))
    assert drawn.size == (1200, 630)


def test_pages_in_several_languages_name_each_other(guest: FlaskClient) -> None:
    page = guest.get("/").text
    named = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', page))
    assert named == {"x-default": f"{SITE}/", **{code: f"{SITE}/?hl={code}" for code in ("en", "fr", "de")}}
    assert '<html lang="de"' in guest.get("/?hl=de").text
    with write_transaction():
        set_setting("site.languages", ["en"])
    assert 'rel="alternate" hreflang' not in guest.get("/").text
