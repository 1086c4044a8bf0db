"""Counting for good: the same result and the same digest whoever counts again, and nothing that can be changed."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.polls.models import Poll, PollQuestion
from forum.polls.operations.closing import close_by_hand, close_due, go_on
from forum.polls.operations.sealing import seal_poll, verify_poll
from forum.polls.words import Kind, Method, State
from tests.conversations import NOON
from tests.integration.polls.ballots import LATER, a_poll, asking, question, seal, vote

pytestmark = pytest.mark.usefixtures("an_hour_later")


DAY = timedelta(days=1)
MARKS = {
    Kind.ONE: [{"q1": "2"}, {"q1": "2"}, {"q1": "3"}],
    Kind.APPROVAL: [{"q1": ["1", "2"]}, {"q1": ["2"]}, {"q1": ["3"]}],
    Kind.RANKING: [{"q1_r2": "1", "q1_r1": "2"}, {"q1_r2": "1"}, {"q1_r3": "1", "q1_r1": "2", "q1_r2": "3"}],
    Kind.SCORE: [{"q1_s2": "5"}, {"q1_s2": "4", "q1_s1": "1"}, {"q1_s3": "3"}],
}


def filled(cast: SimpleNamespace, kind: Kind, **rules: object) -> int:
    asked = asking(questions=[question(kind, most=None if kind in (Kind.APPROVAL, Kind.RANKING) else 1)])
    poll_id = a_poll(cast.viewer("alice"), asking(questions=asked.questions, publishes_ballots=True, **rules))
    for handle, marks in zip(("bruno", "chloe", "dana"), MARKS[kind], strict=True):
        vote(cast.viewer(handle), poll_id, **marks)
    return poll_id


@pytest.mark.parametrize("kind", list(MARKS))
@pytest.mark.parametrize("is_secret", [True, False])
def test_counted_again_the_result_and_the_digest_are_the_same(
    cast: SimpleNamespace, kind: Kind, is_secret: bool
) -> None:
    poll_id = filled(cast, kind, is_secret=is_secret)
    seal(poll_id)
    found = verify_poll(poll_id)
    assert (found.faults, found.voters, len(found.digests)) == ((), 3, 1)


@pytest.mark.parametrize(
    ("kind", "method"), [(Kind.ONE, "plurality"), (Kind.RANKING, "irv"), (Kind.APPROVAL, "approval")]
)
def test_whoever_has_the_published_file_gets_the_winner_and_the_digest(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient, tmp_path: Path, kind: Kind, method: str
) -> None:
    poll_id = filled(cast, kind)
    seal(poll_id)
    answer = guest.get(f"/polls/{poll_id}/ballots/1")
    name = answer.headers["Content-Disposition"].split('"')[1]
    (tmp_path / name).write_bytes(answer.data)
    run = app.test_cli_runner()
    told = run.invoke(args=["poll", "tally", str(tmp_path / name), "--method", method, "--json"])
    found = json.loads(told.output)
    assert (found["winners"], found["sha256"]) == ([2], hashlib.sha256(answer.data).hexdigest())
    assert found["sha256"] in guest.get(f"/polls/{poll_id}").text
    assert run.invoke(args=["poll", "export", str(poll_id)]).output == answer.text
    assert "the result stands" in run.invoke(args=["poll", "verify", str(poll_id)]).output


def test_a_ballot_that_was_changed_in_the_database_is_noticed(app: Flask, cast: SimpleNamespace) -> None:
    poll_id = filled(cast, Kind.ONE)
    seal(poll_id)
    with write_transaction():
        db.session.execute(
            db.text("UPDATE ballot SET choices = '[[1]]' WHERE member_id = :id"), {"id": cast.chloe.id}
        )
    told = app.test_cli_runner().invoke(args=["poll", "verify", str(poll_id)])
    assert told.exit_code == 1 and "the ballots are not those in the file" in told.output


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballot_ledger SET act = 'withdrawn'",
        "DELETE FROM ballot_ledger",
        "UPDATE poll_result SET digest = 'x'",
        "UPDATE poll_option SET title = 'Better'",
        "UPDATE poll_question SET text = 'Better?'",
    ],
)
def test_the_database_refuses_to_change_what_is_fixed(cast: SimpleNamespace, statement: str) -> None:
    seal(filled(cast, Kind.ONE))
    with pytest.raises(DBAPIError), write_transaction():
        db.session.execute(db.text(statement))


def test_before_the_first_vote_the_wording_can_still_be_mended(cast: SimpleNamespace) -> None:
    a_poll(cast.viewer("alice"))
    with write_transaction():
        db.session.execute(db.update(PollQuestion).values(text="Which one?"))
    assert db.session.scalar(db.select(PollQuestion.text)) == "Which one?"


def test_other_ways_of_counting_are_told_when_they_disagree(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    asked = asking(questions=[question(Kind.RANKING, method=Method.BORDA, most=None)])
    poll_id = a_poll(cast.viewer("alice"), asked)
    for handle in ("alice", "bruno", "chloe"):
        vote(cast.viewer(handle), poll_id, q1_r1="1", q1_r2="2", q1_r3="3")
    for handle in ("dana", "emil"):
        vote(cast.viewer(handle), poll_id, q1_r2="1", q1_r3="2", q1_r1="3")
    seal(poll_id)
    page = guest.get(f"/polls/{poll_id}").text
    assert "First by Borda’s points: Hazel." in page
    assert "Counted by instant runoff, Oat would come first." in page


@pytest.mark.parametrize("draws", [False, True])
def test_a_tie_is_called_a_tie_and_only_lots_announced_before_break_it(
    cast: SimpleNamespace, guest: FlaskClient, draws: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(draws_ties=draws))
    vote(cast.viewer("bruno"), poll_id, q1="1")
    vote(cast.viewer("chloe"), poll_id, q1="2")
    seal(poll_id)
    page = guest.get(f"/polls/{poll_id}").text
    assert "A tie between Oat, Hazel." in page
    assert ("The lots decide for" in page) == draws


def test_the_clock_closes_a_poll_and_a_jump_of_the_clock_holds_it(
    cast: SimpleNamespace, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    with write_transaction():
        assert close_due(NOON + timedelta(hours=23)) == []
    jumped = NOON + DAY + timedelta(minutes=1)
    with write_transaction():
        assert close_due(jumped) == [poll_id]
    poll = db.session.get_one(Poll, poll_id, populate_existing=True)
    assert (poll.state, poll.held_at) == (State.OPEN, jumped)
    monkeypatch.setattr(SystemClock, "now", lambda self: jumped)
    assert "The clock has jumped." in guest.get(f"/polls/{poll_id}").text
    with pytest.raises(Invalid):
        vote(cast.viewer("chloe"), poll_id, q1="1", at=jumped)
    with write_transaction():
        go_on(db.session.get_one(Poll, poll_id), jumped + DAY, actor=cast.viewer("alice"), now=jumped)
    vote(cast.viewer("chloe"), poll_id, q1="1", at=jumped)
    with write_transaction():
        close_due(jumped + DAY - timedelta(seconds=30))
    with write_transaction():
        assert close_due(jumped + DAY + timedelta(seconds=1)) == [poll_id]
    poll = db.session.get_one(Poll, poll_id, populate_existing=True)
    assert (poll.state, poll.closed_at) == (State.CLOSED, jumped + DAY)


def test_a_held_poll_that_the_team_closes_ends_when_it_was_to_end(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    with write_transaction():
        close_due(NOON)
    with write_transaction():
        close_due(NOON + 2 * DAY)
    with write_transaction():
        close_by_hand(db.session.get_one(Poll, poll_id), actor=cast.viewer("bruno"), now=NOON + 2 * DAY)
    assert db.session.get_one(Poll, poll_id, populate_existing=True).closed_at == NOON + DAY


def test_how_many_could_have_voted_is_counted(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = filled(cast, Kind.ONE)
    seal(poll_id)
    assert "3 of 5 members who could vote did." in guest.get(f"/polls/{poll_id}").text


def test_a_sealed_poll_is_not_sealed_again(cast: SimpleNamespace) -> None:
    poll_id = filled(cast, Kind.ONE)
    seal(poll_id)
    with write_transaction():
        assert not seal_poll(poll_id, now=LATER + DAY)
