"""The members' directory, the tour, and the welcome of those who are new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.page_cache import page_cache_of
from forum.discussions.models import Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.pages.personal import erase, export
from tests.cast import Person
from tests.conversations import answer, opening, team_shelf
from tests.people import invite_cast
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("cast")


def accepted(cast: SimpleNamespace, asker: str, helper: str, **where: object) -> None:
    """Let one of the cast answer a question of another so well that the answer is accepted."""
    now = clock.now()
    question = opening(cast.viewer(asker), kind="question", now=now - timedelta(days=2), **where)  # type: ignore[arg-type]
    said = answer(question, cast.viewer(helper), now=now - timedelta(days=1))
    with write_transaction():
        topic, post = db.session.get_one(Topic, question.topic_id), db.session.get_one(Post, said.id)
        accept_answer(topic, post, actor=cast.viewer(asker), now=now)


def test_the_newest_stand_first(guest: FlaskClient) -> None:
    page = guest.get("/members").text
    assert page.index("Emil Estragon") < page.index("Alice Almond")


def test_who_helped_is_counted_plainly(cast: SimpleNamespace, guest: FlaskClient) -> None:
    for helper in ("chloe", "chloe", "alice"):
        accepted(cast, "bruno", helper)
    accepted(cast, "chloe", "chloe")
    accepted(cast, "dana", "bruno", category=team_shelf())
    page = guest.get("/members?kind=helpful").text
    listed = page.partition('class="member-grid"')[2]
    assert listed.index("Chloé Clove") < listed.index("Alice Almond")
    assert "2 accepted answers" in listed and "Bruno Basil" not in listed
    assert "Counted are answers of the last 30 days" in page


def test_nobody_is_shown_as_here_who_did_not_choose_it(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    with write_transaction():
        for name in ("alice", "chloe"):
            db.session.get_one(Member, getattr(cast, name).id).last_seen_at = clock.now()
    browser_of("chloe").post("/members/presence")
    page = guest.get("/members?kind=here").text
    assert "Chloé Clove" in page and "Alice Almond" not in page
    browser_of("chloe").post("/members/presence/delete")
    page_cache_of(browser_of("chloe").application).forget()
    assert "Chloé Clove" not in guest.get("/members?kind=here").text


def test_the_directory_costs_the_same_for_five_and_for_thirty(app: Flask, guest: FlaskClient) -> None:
    costs = []
    for more in (0, 25):
        invite_cast([Person(f"fan{each}", f"Fan {each}", "Fan") for each in range(more)], clock.now())
        guest.get("/members")
        with statements(app) as seen:
            guest.get("/members")
        costs.append(len(seen))
    assert costs[0] == costs[1]
    assert (
        "Alice Almond"
        in guest.get(guest.get("/members").text.partition('rel="next" href="')[2].split('"')[0]).text
    )


def test_the_tour_has_three_steps_and_ends_for_good(browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    assert [f"Step {step} of 3" in alice.get(f"/?tour={step}").text for step in (1, 2, 3)] == [True] * 3
    assert "Look around" in alice.get("/?tour=99").text
    alice.post("/tour/delete")
    assert "Step 1 of 3" not in alice.get("/").text
    assert "Step 1 of 3" in browser_of("chloe").get("/").text


def test_first_posts_wait_for_a_welcome(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    now = clock.now()
    first = opening(cast.viewer("chloe"), "Hello, I am new.", now=now - timedelta(days=1))
    opening(cast.viewer("chloe"), "And again.", title="My second", now=now)
    opening(cast.viewer("dana"), "News.", title="Not new", now=now)
    bruno = browser_of("bruno")
    page = bruno.get("/welcome").text
    assert "Hello, I am new." in page
    assert "My second" not in page and "Not new" not in page
    answer(first, cast.viewer("bruno"), now=now)
    assert "The team has answered" in bruno.get("/welcome").text
    bruno.post("/welcome/chloe")
    assert "Hello, I am new." not in bruno.get("/welcome").text
    assert browser_of("alice").get("/welcome").status_code == 403
    assert browser_of("alice").post("/welcome/chloe").status_code == 403


def test_the_welcome_is_handed_over_and_forgotten(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    browser_of("alice").post("/members/presence")
    browser_of("bruno").post("/welcome/alice")
    told = export(cast.alice.id)["welcome"]
    assert told["shows_presence"] and told["welcomed_at"]
    with write_transaction():
        erase(cast.alice.id, False)
    assert export(cast.alice.id) == {"welcome": {}}
