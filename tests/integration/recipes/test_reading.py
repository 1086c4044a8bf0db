"""Reading a recipe: scaled, in other measures, and only by those who may read its post."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.versions import topic_scope, touch
from forum.discussions.models import Post
from forum.discussions.operations.blackout import blackout_passage
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.purging import purge_post
from forum.discussions.operations.topics import topic_of
from forum.recipes.models import Creation, CreationIngredient
from forum.recipes.operations.making import made_it
from tests.conversations import NOON, team_shelf
from tests.creations import document, recipe
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
PAGES = ("", "/sheet", "/sheet?servings=8&units=us", "/cook")


def test_more_servings_make_more_of_everything(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = recipe(cast.viewer("alice"), document("1/3 cup sugar\n2-3 eggs\nsalt", yield_amount=Fraction(4)))
    page = guest.get(f"/recipes/{post.topic_id}/sheet?servings=8").get_data(as_text=True)
    assert "⅔" in page
    assert "4–6" in page
    assert "0.333" not in page


def test_other_measures_show_what_was_written_beside_them(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = recipe(cast.viewer("alice"), document("200 g flour", ("Bake at 180 °C.",)))
    page = guest.get(f"/recipes/{post.topic_id}/sheet?units=us").get_data(as_text=True)
    assert "oz" in page
    assert "(200\u00a0g)" in page
    assert "355 °F" in page


@pytest.mark.parametrize(
    "nonsense", ["servings=0/0", "servings=1e309", "servings=-3", "servings=½½", "units=moon"]
)
def test_nonsense_in_the_address_shows_it_as_it_was_written(
    cast: SimpleNamespace, guest: FlaskClient, nonsense: str
) -> None:
    post = recipe(cast.viewer("alice"))
    answer = guest.get(f"/recipes/{post.topic_id}/sheet?{nonsense}")
    assert answer.status_code == 200
    assert "200 g " in answer.get_data(as_text=True)


@pytest.mark.parametrize("page", PAGES)
def test_a_hidden_recipe_is_for_its_author_and_moderators(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf, page: str
) -> None:
    post = recipe(cast.viewer("alice"), document("7 zqsecretqz"))
    guest.get(f"/recipes/{post.topic_id}", follow_redirects=True)
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
    address = f"/recipes/{post.topic_id}{page}"
    for stranger in (guest, browser_of("chloe")):
        assert "zqsecretqz" not in stranger.get(address, follow_redirects=True).get_data(as_text=True)
        assert "zqsecretqz" not in stranger.get(f"/topics/{post.topic_id}", follow_redirects=True).text
    assert "zqsecretqz" in browser_of("bruno").get(address, follow_redirects=True).get_data(as_text=True)


@pytest.mark.parametrize("page", PAGES)
def test_a_recipe_of_a_closed_room_is_not_found(
    cast: SimpleNamespace, browser_of: BrowserOf, page: str
) -> None:
    post = recipe(cast.viewer("dana"), category=team_shelf())
    assert browser_of("chloe").get(f"/recipes/{post.topic_id}{page}").status_code == 404


def test_a_black_bar_covers_the_document_too(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = recipe(cast.viewer("alice"), document("200 g flour from 0123456", ("Call 0123456.",)))
    with write_transaction():
        blackout_passage(
            db.session.get_one(Post, post.id), "0123456", actor=cast.viewer("bruno"), now=clock.now()
        )
    assert "0123456" not in guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).text
    assert "0123456" not in str(db.session.get_one(Creation, post.topic_id, populate_existing=True).document)
    assert not [row for row in db.session.query(CreationIngredient) if "0123456" in row.name]


def test_a_purged_recipe_is_gone_with_everything_that_was_made_of_it(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    post = recipe(cast.viewer("alice"))
    with write_transaction():
        purge_post(db.session.get_one(Post, post.id), now=clock.now())
    db.session.expire_all()
    assert db.session.get(Creation, post.topic_id) is None
    assert db.session.query(CreationIngredient).count() == 0
    assert guest.get(f"/topics/{post.topic_id}", follow_redirects=True).status_code == 200


def test_who_made_it_is_shown_until_their_post_is_hidden(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = recipe(cast.viewer("alice"))
    with write_transaction():
        first = db.session.get_one(Post, post.id)
        answer = made_it(topic_of(first), first, "Crisp!", author=cast.viewer("chloe"), now=NOON)
    assert "1 made this" in guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).text
    with write_transaction():
        hide_post_text(db.session.get_one(Post, answer.id), reason_key="spam", now=NOON)
    assert "1 made this" not in guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).text


@pytest.mark.parametrize(("who", "most"), [("guest", 5), ("chloe", 9)])
def test_a_recipe_that_has_changed_costs_no_more_statements_than_any_topic_may(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf, who: str, most: int
) -> None:
    post = recipe(cast.viewer("alice"))
    browser = guest if who == "guest" else browser_of(who)
    place = browser.get(f"/topics/{post.topic_id}").headers["Location"]
    for _ in range(2):
        browser.get(place).close()
    with write_transaction():
        touch(topic_scope(post.topic_id))
    with statements(app) as seen:
        assert browser.get(place).status_code == 200
    assert len(seen) <= most, seen


def test_its_share_card_shows_its_cover_and_first_words(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = recipe(cast.viewer("alice"), document(cover="k" * 24), title="Aunt’s waffles")
    page = guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).text
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page))
    assert told["title"] == "Aunt’s waffles"
    assert told["type"] == "article"
    assert told["url"].endswith(f"/topics/{post.topic_id}/aunt-s-waffles")
    assert told["image"].endswith(f"/uploads/{'k' * 24}/full.webp")
    assert told["image"].startswith("http")
    assert told["description"].startswith("As my aunt makes them.")
