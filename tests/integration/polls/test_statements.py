"""What a poll costs: its topic stays within the budget of topics, and a vote costs the same however many there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from forum.core.database import db, write_transaction
from forum.core.outbox.models import OutboxRow
from forum.core.versions import touch
from forum.polls.models import Ballot
from forum.polls.operations.live import TASK
from tests.integration.polls.ballots import LATER, a_poll, asking, count_now, seal, vote
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
PAGE = "/topics/1/what-next"
GUEST_UNCACHED = 5
MEMBER = 9
VOTE = 15
"""Of them one to know the member, two for the page around the poll."""


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_topic_with_a_poll_stays_within_the_budget_of_topics(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, is_sealed: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    if is_sealed:
        seal(poll_id, at=LATER - timedelta(minutes=1))
    for browser, most in (
        (guest, GUEST_UNCACHED),
        (browser_of("chloe"), MEMBER),
        (browser_of("alice"), MEMBER),
    ):
        for _turn in range(2):
            browser.get(PAGE).close()
        with write_transaction():
            touch("topic:1")
        with statements(app) as seen:
            assert "Which flavour?" in browser.get(PAGE).text
        assert len(seen) <= most, seen


def test_a_vote_costs_as_many_statements_with_a_thousand_ballots_as_with_none(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    costs = []
    for ballots in (0, 1_000):
        poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
        if ballots:
            rows = [
                {"poll_id": poll_id, "voter_key": f"{n:064}", "choices": "[[1]]", "is_joiner": False}
                for n in range(ballots)
            ]
            with write_transaction():
                db.session.execute(insert(Ballot), rows)
            count_now(poll_id)
        chloe = browser_of("chloe")
        chloe.get(f"/polls/{poll_id}")
        with statements(app) as seen:
            assert chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "2"}).status_code == 200
        costs.append(len(seen))
        assert len(seen) <= VOTE, seen
        assert not any("count(" in one.lower() and "ballot" in one for one in seen)
    assert costs[0] == costs[1]


def test_many_votes_in_a_moment_ask_for_one_recount(app: Flask, cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))

    def asked_for() -> int:
        db.session.rollback()
        return db.session.query(OutboxRow).filter_by(task=TASK, done_at=None).count()

    for handle in ("alice", "bruno", "chloe"):
        vote(cast.viewer(handle), poll_id, q1="2")
    assert asked_for() == 1
    vote(cast.viewer("dana"), poll_id, at=LATER + timedelta(minutes=1), q1="1")
    assert asked_for() == 2, "what is due may have begun, and would not see this vote"
