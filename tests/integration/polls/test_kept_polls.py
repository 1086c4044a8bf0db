"""A poll is read once and then stands in memory; nobody is shown, or votes in, one that has changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.discussions.models import Topic
from forum.discussions.operations.splitting import merge_topics
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.policy import get_poll_for
from forum.polls.words import State
from tests.conversations import opening
from tests.integration.polls.ballots import LATER, a_poll, close, vote
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def state_for(cast: SimpleNamespace, poll_id: int) -> State:
    """Return the state in which Chloé is shown a poll."""
    db.session.rollback()
    sheet, _standing = get_poll_for(cast.viewer("chloe"), poll_id)
    return sheet.state


def test_a_poll_that_was_read_costs_one_statement(app: Flask, cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    state_for(cast, poll_id)
    with statements(app) as seen:
        assert state_for(cast, poll_id) == State.OPEN
    assert len([each for each in seen if " FROM poll " in each]) == 1


def test_a_poll_that_was_closed_is_shown_closed(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    assert state_for(cast, poll_id) == State.OPEN
    close(poll_id)
    assert state_for(cast, poll_id) == State.CLOSED


def test_a_poll_whose_topic_was_merged_into_another_stands_in_that_one(cast: SimpleNamespace) -> None:
    poll_id, target_id = a_poll(cast.viewer("alice")), opening(cast.viewer("alice")).topic_id
    assert state_for(cast, poll_id) == State.OPEN
    with write_transaction() as session:
        source = session.scalars(select(Topic).join(Poll, Poll.topic_id == Topic.id)).one()
        merge_topics(source, session.get_one(Topic, target_id), actor=cast.viewer("bruno"), now=LATER)
    db.session.rollback()
    assert get_poll_for(cast.viewer("chloe"), poll_id)[0].topic_id == target_id


def test_a_close_that_is_undone_is_shown_to_nobody(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    with pytest.raises(RuntimeError), write_transaction():
        close_poll(db.session.get_one(Poll, poll_id), at=LATER)
        db.session.flush()
        assert get_poll_for(cast.viewer("chloe"), poll_id)[0].state == State.CLOSED
        raise RuntimeError
    assert state_for(cast, poll_id) == State.OPEN


def test_a_vote_is_written_by_the_poll_as_it_stands_also_where_nobody_said_that_it_changed(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("alice"), poll_id, q1="1")
    assert state_for(cast, poll_id) == State.OPEN
    for closes_at, said in ((LATER + timedelta(days=9), "Your vote is cast"), (LATER, "came too late")):
        with write_transaction():
            db.session.get_one(Poll, poll_id, populate_existing=True).closes_at = closes_at
        assert said in browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "2"}).text
        browser_of("chloe").post(f"/polls/{poll_id}/ballot/delete")
