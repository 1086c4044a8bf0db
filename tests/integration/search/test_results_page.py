"""Searching in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from forum.core import outbox
from forum.core.database import db
from forum.discussions.kinds import QUESTION
from tests.cast import CAST
from tests.conversations import NOON, answer, opening, shelf
from tests.people import invite_cast

FROM_HTMX = {"HX-Request": "true"}


def three_breads() -> SimpleNamespace:
    """Three topics in two categories, indexed, with a reply in the first; gives their numbers."""
    cast = invite_cast(CAST, NOON)
    baking, cellar = shelf("baking"), shelf("cellar")
    alice, chloe = cast.viewer("alice"), cast.viewer("chloe")
    rye = opening(alice, "Feed the starter twice.", category=baking, title="Sourdough rye bread")
    answer(rye, chloe, "My sourdough starter loves rye flour & <b>warmth</b>.", now=NOON + timedelta(hours=1))
    flat = opening(chloe, "Why is my bread flat?", category=baking, title="Flat loaf", kind=QUESTION)
    wine = opening(alice, "Which wine goes with bread?", category=cellar, title="Wine and bread")
    outbox.drain()
    return SimpleNamespace(rye=rye.topic_id, flat=flat.topic_id, wine=wine.topic_id)


def many_buns() -> None:
    """Twenty-three topics, indexed: all with cardamom, three with saffron."""
    place, alice = shelf("baking"), invite_cast(CAST, NOON).viewer("alice")
    for number in range(23):
        spices = "saffron cumin fennel" if number < 3 else ""
        opening(alice, f"Cardamom {number} {spices}", category=place, title="Buns", silent=True)
    outbox.drain()


pytestmark = pytest.mark.standing(by=three_breads)


def page(client: FlaskClient, address: str, **how: object) -> str:
    response = client.get(address, **how)  # type: ignore[arg-type]  # passed on
    assert response.status_code == 200
    return response.text


def topics_in(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'topic-row-title"><a href="/topics/(\d+)/', html)]


def test_a_guest_finds_posts_with_the_words_marked(guest: FlaskClient) -> None:
    html = page(guest, "/search?q=sourdough+starter")
    assert "<mark>Sourdough</mark> rye bread" in html
    assert "Feed the <mark>starter</mark> twice." in html


def test_what_members_wrote_stays_text(guest: FlaskClient) -> None:
    assert "&amp; &lt;b&gt;<mark>warmth</mark>&lt;/b&gt;" in page(guest, "/search?q=warmth")


def test_a_result_leads_to_the_post_in_its_topic(guest: FlaskClient, stands: SimpleNamespace) -> None:
    assert f'/topics/{stands.rye}/sourdough-rye-bread#post-2"' in page(guest, "/search?q=warmth")


def test_a_search_is_nobody_elses_page(guest: FlaskClient) -> None:
    response = guest.get("/search?q=bread")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text


def test_facets_are_plain_links_that_narrow_and_widen(guest: FlaskClient, stands: SimpleNamespace) -> None:
    html = page(guest, "/search?q=bread")
    assert set(topics_in(html)) == {stands.rye, stands.flat, stands.wine}
    assert 'href="/search?q=bread&amp;category=cellar"' in html
    narrowed = page(guest, "/search?q=bread&category=cellar")
    assert topics_in(narrowed) == [stands.wine]
    assert 'href="/search?q=bread" aria-current="true"' in narrowed


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("author:chloe", ["rye", "flat"]),
        ('author:"Chloé Clove" bread', ["flat"]),
        ("-author:alice bread", ["flat"]),
        ("category:cellar", ["wine"]),
        ("kind:question", ["flat"]),
        ("rye -warmth", ["rye"]),
        ('"rye bread"', ["rye"]),
        ("bread after:2026-03-15", []),
        ("bread before:2026-03-14", []),
    ],
)
def test_the_query_language_works_in_the_page(
    guest: FlaskClient, stands: SimpleNamespace, query: str, names: list[str]
) -> None:
    html = guest.get("/search", query_string={"q": query}).text
    assert set(topics_in(html)) == {getattr(stands, name) for name in names}


def test_results_can_be_put_in_order_of_time(guest: FlaskClient, stands: SimpleNamespace) -> None:
    assert topics_in(page(guest, "/search?q=rye&sort=date")) == [stands.rye]
    assert 'aria-current="true">Newest' in page(guest, "/search?q=rye&sort=date")
    assert 'aria-current="true">Best match' in page(guest, "/search?q=rye&sort=nonsense")


def test_a_slip_of_the_keyboard_is_understood(guest: FlaskClient) -> None:
    html = page(guest, "/search?q=suordough+rye")
    assert "Did you mean" in html
    assert 'href="/search?q=sourdough+rye"' in html


def test_nothing_found_says_what_to_try(guest: FlaskClient) -> None:
    html = page(guest, "/search?q=zzyzx")
    assert "Nothing found" in html
    assert "Check the spelling." in html
    assert "Did you mean" not in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("before:yesterday", "is not a date"),
        ("author:", "Something is missing"),
        ("-bread", "Add at least one word"),
        ("author:nobody bread", "There is no member called"),
        ("category:attic bread", "There is no category"),
        ("kind:sonnet bread", "There are no topics of the kind"),
        ("lang:tlh bread", "does not speak"),
        ("x" * 400, "This is too long"),
    ],
)
def test_what_cannot_be_understood_is_explained(guest: FlaskClient, query: str, told: str) -> None:
    response = guest.get("/search", query_string={"q": query})
    assert response.status_code == 200
    assert told in response.text
    assert not topics_in(response.text)


def test_without_a_query_the_page_explains_itself(guest: FlaskClient) -> None:
    html = page(guest, "/search")
    assert "What are you looking for?" in html
    assert "author:alice" in html


@pytest.mark.parametrize(
    "address",
    ["/search?page=0", "/search?q=bread&page=99999", "/search?q=%00%22&page=x", "/search?q=a&category="],
)
def test_odd_addresses_are_answered(guest: FlaskClient, address: str) -> None:
    page(guest, address)


@pytest.mark.standing(by=many_buns)
def test_pages_hold_twenty_topics(guest: FlaskClient) -> None:
    first, second = (topics_in(page(guest, f"/search?q=cardamom&page={number}")) for number in (1, 2))
    assert (len(first), len(second)) == (20, 3)
    assert not set(first) & set(second)


@pytest.mark.standing(by=many_buns)
def test_a_results_page_costs_the_same_for_three_and_for_twenty(guest: FlaskClient) -> None:
    page(guest, "/search?q=saffron")
    counts = []
    for word, topics in (("saffron", 3), ("cardamom", 20)):
        with statements() as said:
            assert len(topics_in(page(guest, f"/search?q={word}"))) == topics
        counts.append(len(said))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_while_one_types_only_the_answer_is_sent(guest: FlaskClient) -> None:
    response = guest.get("/search?q=sourd&typing=1", headers=FROM_HTMX)
    assert "<html" not in response.text
    assert "<mark>Sourdough</mark>" in response.text
    assert response.headers["HX-Replace-Url"] == "/search?q=sourd"


def test_the_search_field_suggests_topics(guest: FlaskClient, stands: SimpleNamespace) -> None:
    html = page(guest, "/search/suggestions?q=sour", headers=FROM_HTMX)
    assert f"/topics/{stands.rye}/" in html
    assert 'href="/search?q=sour"' in html
    assert page(guest, "/search/suggestions?q=", headers=FROM_HTMX) == ""


def test_every_page_has_a_search_field(guest: FlaskClient) -> None:
    html = page(guest, "/latest")
    assert 'action="/search"' in html
    assert 'hx-get="/search/suggestions"' in html


def test_the_page_speaks_the_readers_language(guest: FlaskClient) -> None:
    html = page(guest, "/search?q=catégorie:baking", headers={"Accept-Language": "fr"})
    assert "Les plus récents" in html
    assert len(topics_in(html)) == 2


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect what the database is asked."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
