"""Putting a poll into a topic, with the form that authors fill in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.metrics import Scope, metrics
from forum.core.policy import Invalid
from forum.discussions.models import Topic
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.topics import first_post_of
from forum.polls.metrics import BALLOTS
from forum.polls.models import Poll, PollOption, PollQuestion
from forum.polls.operations.opening import make_poll
from forum.polls.words import State
from tests.conversations import NOON, opening
from tests.integration.polls.ballots import LATER, a_poll, asking, poll_on, trust, vote
from tests.pictures import picture

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def alice_is_trusted(cast: SimpleNamespace) -> None:
    trust(cast.viewer("alice"))


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def filled(*titles: str, **more: Any) -> MultiDict[str, Any]:
    """Return the form of a small poll."""
    fields: dict[str, Any] = {
        "questions-0-text": "Which flavour?",
        "questions-0-kind": "one",
        "questions-0-method": "usual",
        "shown": "always",
        "secrecy": "secret",
        "roll": "open",
        "may_change": "y",
        "shuffles": "y",
        "min_age_days": "0",
    }
    fields |= {f"questions-0-options-{place}-title": title for place, title in enumerate(titles)}
    return MultiDict({**fields, **more})


def test_an_author_asks_and_members_can_vote_at_once(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    topic_id = opening(cast.viewer("alice"), title="What next?").topic_id
    answer = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", ""))
    assert answer.status_code == 303
    page = browser_of("chloe").get(f"/topics/{topic_id}/what-next").text
    assert "Which flavour?" in page and "Oat" in page and ">Vote<" in page


def test_a_draft_is_looked_at_then_opened_or_thrown_away(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    topic_id = opening(cast.viewer("alice"), title="What next?").topic_id
    alice, chloe = browser_of("alice"), browser_of("chloe")
    answer = alice.post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", draft="yes"))
    assert "questions and options are fixed" in alice.get(answer.location).text
    assert "Which flavour?" not in chloe.get(f"/topics/{topic_id}/what-next").text
    poll_id = db.session.scalars(db.select(Poll.id)).one()
    assert chloe.get(f"/polls/{poll_id}/opening").status_code == 404
    alice.post(f"/polls/{poll_id}/delete")
    db.session.rollback()
    assert db.session.query(Poll).count() == 0
    alice.post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", draft="yes"))
    db.session.rollback()
    poll_id = db.session.scalars(db.select(Poll.id)).one()
    alice.post(f"/polls/{poll_id}/opening")
    assert "Which flavour?" in chloe.get(f"/topics/{topic_id}/what-next").text


WRONG = {
    "no question": (filled("Oat", "Rye", **{"questions-0-text": " "}), "A question has 1 to"),
    "one option": (filled("Oat"), "Give 2 to 60 options."),
    "one option twice": (filled("Oat", "oat "), "Two options have the same name."),
    "a close in the past": (filled("Oat", "Rye", closes_at="2020-01-01T10:00"), "between now and a year"),
    "a method that does not fit": (
        filled("Oat", "Rye", **{"questions-0-method": "borda"}),
        "cannot be counted like that",
    ),
    "more than there is": (
        filled("Oat", "Rye", **{"questions-0-kind": "approval", "questions-0-most": "5"}),
        "there are 2 options",
    ),
}


@pytest.mark.parametrize(("form", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_asked_is_explained_and_nothing_is_kept(
    cast: SimpleNamespace, browser_of: BrowserOf, form: MultiDict[str, Any], message: str
) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    answer = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=form)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert db.session.query(Poll).count() == 0


def test_a_topic_has_one_poll(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    post = opening(cast.viewer("alice"))
    poll_on(post, cast.viewer("alice"))
    answer = browser_of("alice").post(f"/topics/{post.topic_id}/poll/new", data=filled("Oat", "Rye"))
    assert "has a poll already" in answer.text
    assert db.session.query(Poll).count() == 1


def test_a_member_cannot_send_what_only_the_brand_may_ask(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    for extra in ({"shown": "brand"}, {"questions-1-text": "More?", "questions-1-kind": "one"}):
        answer = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", **extra))
        assert answer.status_code in (403, 422)
    assert db.session.query(Poll).count() == 0


def test_there_is_room_for_more_options_without_scripts(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    page = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", more="0")).text
    assert 'value="Oat"' in page and "questions-0-options-5-title" in page


def test_an_option_may_have_a_picture_that_readers_see_and_that_says_what_it_shows(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    form = filled("Oat", "Rye")
    form["questions-0-options-0-picture"] = (BytesIO(picture()), "oat.png")
    page = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=form).text
    assert "Say in words what each picture shows." in page
    form["questions-0-options-0-picture"] = (BytesIO(picture()), "oat.png")
    form["questions-0-options-0-alt"] = "A bowl of oats"
    browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=form)
    page = guest.get("/polls/1").text
    assert 'alt="A bowl of oats"' in page
    address = page.partition('class="poll-picture" src="')[2].partition('"')[0]
    assert guest.get(address).mimetype == "image/webp"


@pytest.mark.parametrize(("who", "may"), [("alice", True), ("bruno", True), ("dana", True), ("chloe", False)])
def test_author_and_team_close_a_poll(
    cast: SimpleNamespace, browser_of: BrowserOf, who: str, may: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), now=NOON - timedelta(hours=1))
    answer = browser_of(who).post(f"/polls/{poll_id}/closing")
    db.session.rollback()
    state = db.session.scalars(db.select(Poll.state)).one()
    assert (answer.status_code, state) == ((303, State.CLOSED) if may else (403, State.OPEN))


def test_votes_are_counted_for_badges(cast: SimpleNamespace) -> None:
    for _ in range(2):
        vote(cast.viewer("chloe"), a_poll(cast.viewer("alice")), q1="1")
    rows = db.session.execute(metrics[BALLOTS].tally(Scope(), None)).all()
    assert [(row.member, row.value) for row in rows] == [(cast.chloe.id, 2)]
    assert db.session.query(PollQuestion).count() == 2 and db.session.query(PollOption).count() == 6


def test_who_asks_twice_at_the_same_moment_has_one_poll_and_no_fault(
    app: Flask, cast: SimpleNamespace
) -> None:
    post, dana = opening(cast.viewer("dana"), title="What next?"), cast.viewer("dana")

    def ask(_turn: int) -> str:
        with app.app_context():
            try:
                with write_transaction():
                    make_poll(db.session.get_one(Topic, post.topic_id), asking(), actor=dana, now=LATER)
            except Invalid as error:
                return str(error)
            return "asked"

    with ThreadPoolExecutor(8) as pool:
        said = sorted(pool.map(ask, range(8)))
    assert said == ["This topic has a poll already."] * 7 + ["asked"]


@pytest.mark.parametrize("how", ["hidden", "held", "closed"])
def test_a_draft_is_not_opened_where_readers_do_not_see_it(
    cast: SimpleNamespace, browser_of: BrowserOf, how: str
) -> None:
    post = opening(cast.viewer("alice"), title="What next?")
    poll_id = poll_on(post, cast.viewer("alice"), is_open=False)
    with write_transaction():
        topic = db.session.get_one(Topic, post.topic_id)
        if how == "hidden":
            hide_post_text(first_post_of(topic), reason_key="off-topic", now=LATER)
        elif how == "held":
            topic.is_held = True
        else:
            topic.closed_at = LATER
    page = browser_of("alice").post(f"/polls/{poll_id}/opening").text
    assert "No poll can be opened here" in page
    db.session.rollback()
    assert db.session.get_one(Poll, poll_id).state == State.DRAFT
