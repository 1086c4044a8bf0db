"""Putting a poll into a topic, with the form that authors fill in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
from tests.integration.polls.ballots import LATER, a_poll, asking, filled, poll_on, vote

pytestmark = pytest.mark.usefixtures("alice_is_trusted", "an_hour_later")

BrowserOf = Callable[[str], FlaskClient]


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
