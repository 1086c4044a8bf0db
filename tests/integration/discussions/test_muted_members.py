"""What muted and blocked members wrote is folded for who muted them, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.discussions.models import Post
from tests.conversations import answer, opening
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")
FOLD = "Chloé Clove, whom you muted, wrote this"


@pytest.fixture
def post(cast: SimpleNamespace) -> Post:
    """A topic of Alice's in which Chloé wrote twice."""
    first = opening(cast.viewer("alice"))
    answer(first, cast.viewer("chloe"), "Turnips!")
    answer(first, cast.viewer("chloe"), "And more turnips!")
    return first


@pytest.mark.parametrize("mode", ["mute", "block"])
def test_their_posts_are_folded_one_click_away(post: Post, browser_of: BrowserOf, mode: str) -> None:
    alice = browser_of("alice")
    assert alice.post("/members/chloe/following", data={"mode": mode}).status_code == 303
    page = alice.get(f"/topics/{post.topic_id}/into-the-pot").text
    assert page.count(FOLD) == 2
    assert "And more turnips!" in page
    assert FOLD not in browser_of("bruno").get(f"/topics/{post.topic_id}/into-the-pot").text


def test_only_members_can_be_blocked(post: Post, browser_of: BrowserOf) -> None:
    address = f"/topics/{post.topic_id}/following"
    assert browser_of("bruno").post(address, data={"mode": "block"}).status_code == 422


def test_who_mutes_nobody_pays_nothing_for_it(app: Flask, post: Post, browser_of: BrowserOf) -> None:
    alice, counts = browser_of("alice"), []
    for mode in ("none", "mute"):
        alice.post("/members/chloe/following", data={"mode": mode})
        alice.get(f"/topics/{post.topic_id}/into-the-pot")
        with statements(app) as seen:
            alice.get(f"/topics/{post.topic_id}/into-the-pot")
        counts.append(len(seen))
    assert counts[1] == counts[0] + 1
