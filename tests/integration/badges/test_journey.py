"""From a recipe to a star: published, liked by ten others on its page, and rewarded in front of its author."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.badges.jobs import ship
from forum.core.clock import clock
from forum.core.database import db
from forum.discussions.models import Post
from tests.conversations import shelf
from tests.integration.badges.kitchen import guests
from tests.people import client_of

STAR_COOK = "Star cook of the community"
BrowserOf = Callable[[str], FlaskClient]


def publish(browser: FlaskClient) -> Post:
    """Publish a recipe with the form and return its post."""
    typed = {
        "title": "Waffles",
        "category": shelf("kitchen").id,
        "ingredients": "200 g flour",
        "step_text": ["Mix.", "Bake."],
        "once": "a-word",
    }
    assert browser.post("/recipes", data=typed).status_code == 303
    return db.session.query(Post).one()


def test_ten_who_like_a_recipe_make_its_author_a_star_cook(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    ship()
    alice = browser_of("alice")
    post = publish(alice)
    fans = [db.session.get_one(Member, each.id).handle for each in guests(10, now=clock.now())]
    page = f"/topics/{post.topic_id}/waffles"
    like = f"/posts/{post.id}/likes"
    alice.post(like)
    for handle in fans[:9]:
        assert client_of(app, handle).post(like).status_code in {200, 303}
    assert STAR_COOK not in alice.get("/latest").text
    assert "9 of 10 likes to the first star" in alice.get("/settings/badges").text
    client_of(app, fans[9]).post(like)
    shown = alice.get(page).text
    assert "You have earned a badge!" in shown
    assert STAR_COOK in shown.partition("You have earned a badge!")[2]
    assert f'title="{STAR_COOK}' in guest.get(page).text
    assert STAR_COOK in guest.get("/members/alice").text
    assert "10 of 50 likes to the second star" in alice.get("/settings/badges").text
