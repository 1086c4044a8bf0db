"""Planted sentences: whatever may not be read does not come back, on whichever page somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.gates import Outcome, Verdict, gates
from forum.core.policy import Audience
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.withdrawals import withdraw_post
from tests.conversations import NOON, answer, opening, quoting, shelf, team_shelf
from tests.houses import House

BrowserOf = Callable[[str], FlaskClient]

TEAM, MEMBERS, HIDDEN, HIDDEN_TITLE, HIDDEN_FIRST, WITHDRAWN = (
    "planted-team",
    "planted-members",
    "planted-hidden",
    "planted-title",
    "planted-first",
    "planted-withdrawn",
)
EVERYTHING = {TEAM, MEMBERS, HIDDEN, HIDDEN_TITLE, HIDDEN_FIRST, WITHDRAWN}

READERS = {
    None: set(),
    "chloe": {MEMBERS},
    "alice": {MEMBERS, HIDDEN, HIDDEN_TITLE, HIDDEN_FIRST},
    "bruno": EVERYTHING,
    "dana": {TEAM, MEMBERS},
    "emil": EVERYTHING,
}
"""What each of them may read: Alice wrote all of it but what the team wrote."""


@dataclass(frozen=True)
class Planted:
    """A community with something to hide, and every address at which somebody might look for it."""

    paths: list[str]


@pytest.fixture
def planted(app: Flask, cast: SimpleNamespace) -> Planted:
    alice, chloe, dana = (cast.viewer(handle) for handle in ("alice", "chloe", "dana"))
    kitchen = shelf("kitchen")
    members = shelf("members", read_level=Audience.MEMBERS)
    open_topic = opening(chloe, category=kitchen, title="An open topic", silent=True)
    hidden = answer(open_topic, alice, HIDDEN, silent=True)
    quote = answer(open_topic, chloe, quoting(hidden, "alice", HIDDEN), silent=True)
    withdrawn = answer(open_topic, alice, WITHDRAWN, silent=True)
    headless = opening(
        alice, HIDDEN_FIRST, category=kitchen, title=HIDDEN_TITLE, kind="question", silent=True
    )
    for_members = opening(alice, MEMBERS, category=members, title=MEMBERS, silent=True)
    for_team = opening(dana, TEAM, category=team_shelf(), title=TEAM, silent=True)
    with write_transaction():
        for post in (hidden, headless):
            hide_post_text(db.session.get_one(Post, post.id), reason_key="off-topic", now=NOON)
        withdraw_post(db.session.get_one(Post, withdrawn.id), actor=alice, now=NOON)
    lists = ["/", "/latest", "/new", "/top?period=all", "/unanswered", "/unread", "/categories", "/tags"]
    shelves = [
        "/categories/kitchen",
        "/categories/kitchen?kind=question",
        "/categories/members",
        "/categories/back-room",
    ]
    people = [
        f"/members/{handle}{page}"
        for handle in ("alice", "chloe", "dana")
        for page in ("", "/topics", "/posts")
    ]
    topics = [f"/topics/{post.topic_id}" for post in (open_topic, headless, for_members, for_team)]
    posts = [f"/posts/{post.id}" for post in (hidden, quote, withdrawn, headless, for_members, for_team)]
    within = [
        f"{topic}{page}" for topic in topics for page in ("/unread", "/posts/1", "/new-replies?after=0")
    ]
    return Planted([*lists, *shelves, *people, *topics, *posts, *within])


def found(browser: FlaskClient, paths: list[str]) -> set[str]:
    """Return which planted sentences came back, looking at the way there too: titles stand in addresses."""
    words: set[str] = set()
    for path in paths:
        answered = browser.get(path, follow_redirects=True)
        steps = [answered, *answered.history]
        seen = " ".join([answered.text, answered.request.url, *(str(step.headers) for step in steps)])
        words |= {word for word in EVERYTHING if word in seen}
    return words


def test_only_what_may_be_read_comes_back(
    planted: Planted, house: House, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    seen = {}
    for who in READERS:
        house.forget_what_is_kept()
        seen[who] = found(browser_of(who) if who else guest, planted.paths)
    assert seen == READERS


def test_what_some_have_read_is_not_kept_for_others(
    planted: Planted, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    for who in ("alice", "bruno"):
        found(browser_of(who), planted.paths)
    seen = {who: found(browser_of(who) if who else guest, planted.paths) for who in (None, "chloe")}
    assert seen == {who: READERS[who] for who in (None, "chloe")}


@pytest.fixture
def holding(app: Flask) -> Iterator[None]:
    """Every post waits for a moderator."""
    gates.add(app, "test", lambda submission: Verdict(Outcome.HOLD))
    yield
    app.extensions["potluck"][gates.name].pop("test")


@pytest.mark.usefixtures("holding")
def test_what_waits_for_a_moderator_is_there_for_author_and_moderators_only(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    first = opening(cast.viewer("alice"), "planted-held", title="planted-held-title")
    statuses = {
        who: (browser_of(who) if who else guest)
        .get(f"/topics/{first.topic_id}", follow_redirects=True)
        .status_code
        for who in READERS
    }
    assert statuses == {None: 404, "chloe": 404, "alice": 200, "bruno": 200, "dana": 404, "emil": 200}
    assert "planted-held" not in guest.get("/latest").text


def test_moderators_see_hidden_words_marked(planted: Planted, browser_of: BrowserOf) -> None:
    page = browser_of("bruno").get("/topics/1", follow_redirects=True).text
    assert "Hidden by the moderators. Reason: off topic" in page.partition(HIDDEN)[0]
