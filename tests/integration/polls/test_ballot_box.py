"""Ballots that wait at the same moment: written together, each told what became of it, whatever was quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.together import Together
from forum.discussions.models import Topic
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.topics import first_post_of
from forum.notifications.models import Notification
from forum.polls.ballot_box import EXTENSION
from forum.polls.models import Ballot, BallotLedger, Poll, PollVoter
from forum.polls.operations.closing import close_poll
from forum.polls.operations.voting import admitted
from forum.polls.readout.models import BallotTrace
from forum.polls.words import Act
from tests.integration.badges.kitchen import a_rule, awards
from tests.integration.polls.ballots import LATER, a_poll, asking, vote
from tests.integration.polls.test_withheld import WITHHELD
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
Vote = tuple[FlaskClient, str]
"""Whose browser, and the number of the option."""
LONG = 10.0


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


@contextmanager
def waiting(app: Flask, poll_id: int, votes: Sequence[Vote]) -> Iterator[list[str]]:
    """Have votes sent that wait until the block is left; then the list holds the answers, in their order."""
    box: Together[object, object] = app.extensions[EXTENSION]
    answers: list[str] = []

    def send(vote: Vote) -> str:
        browser, option = vote
        return browser.post(f"/polls/{poll_id}/ballot", data={"q1": option}).text

    db.session.rollback()
    with ThreadPoolExecutor(len(votes)) as pool:
        with box._turn:
            sent = [pool.submit(send, vote) for vote in votes]
            ends = monotonic() + LONG
            while len(box._waiting) < len(votes):
                assert monotonic() < ends
                sleep(0.001)
            yield answers
        answers += [each.result(LONG) for each in sent]


def stored(model: type[object]) -> int:
    db.session.rollback()
    return db.session.query(model).count()


def ledger() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(BallotLedger.act).order_by(BallotLedger.id)))


def told_of_badges() -> list[int]:
    db.session.rollback()
    return sorted(db.session.scalars(db.select(Notification.member_id).where(Notification.kind == "badge")))


@pytest.mark.parametrize("is_secret", [False, True])
def test_votes_that_wait_are_all_cast_and_written_by_as_many_statements_as_one(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, is_secret: bool
) -> None:
    writes = []
    for handles in (["bruno"], ["alice", "bruno", "chloe", "emil"]):
        poll_id = a_poll(cast.viewer("alice"), asking(is_secret=is_secret))
        votes = [(browser_of(handle), str(1 + place % 3)) for place, handle in enumerate(handles)]
        with statements(app) as seen, waiting(app, poll_id, votes) as answers:
            pass
        assert all("Your vote is cast" in answer for answer in answers)
        writes.append(sum(1 for each in seen if each.startswith(("INSERT", "UPDATE"))))
        chosen = db.session.query(Ballot.choices).filter_by(poll_id=poll_id)
        assert sorted(choices for (choices,) in chosen) == sorted(f"[[{option}]]" for _who, option in votes)
    assert writes[0] == writes[1] > 3
    assert (stored(Ballot), stored(PollVoter), stored(BallotTrace)) == (5, 5, 5)
    assert ledger() == [Act.CAST] * 5


def test_two_windows_of_one_member_are_one_ballot_that_was_changed(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    votes = [(browser_of("chloe"), "1"), (browser_of("chloe"), "2"), (browser_of("emil"), "3")]
    with waiting(app, poll_id, votes) as answers:
        pass
    assert sorted("Your vote is cast" in answer for answer in answers) == [False, True, True]
    assert sum("Your vote is changed" in answer for answer in answers) == 1
    assert (stored(Ballot), sorted(ledger())) == (2, [Act.CAST, Act.CAST, Act.CHANGED])


def test_where_a_vote_is_final_the_second_window_is_told_so(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(may_change=False))
    with waiting(app, poll_id, [(browser_of("chloe"), "1"), (browser_of("chloe"), "2")]) as answers:
        pass
    assert sorted("a vote is final" in answer for answer in answers) == [False, True]
    assert (stored(Ballot), ledger()) == (1, [Act.CAST])


@pytest.mark.parametrize(("closed_after", "said"), [(0, "came too late"), (1, "Your vote is cast")])
def test_a_poll_that_closes_while_votes_wait_takes_those_that_arrived_before(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, closed_after: int, said: str
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    votes = [(browser_of("chloe"), "1"), (browser_of("emil"), "2")]
    with waiting(app, poll_id, votes) as answers, write_transaction():
        close_poll(db.session.get_one(Poll, poll_id), at=LATER + timedelta(seconds=closed_after))
    assert all(said in answer for answer in answers)
    assert stored(Ballot) == 2 * closed_after


def hide_the_post_above(poll_id: int) -> None:
    topic = db.session.get_one(Topic, db.session.get_one(Poll, poll_id).topic_id)
    hide_post_text(first_post_of(topic), reason_key="off-topic", now=LATER)


def test_votes_that_wait_while_the_post_above_the_poll_is_hidden_are_not_written(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    votes = [(browser_of("alice"), "1"), (browser_of("chloe"), "1"), (browser_of("bruno"), "2")]
    with waiting(app, poll_id, votes) as answers, write_transaction():
        hide_the_post_above(poll_id)
    assert [WITHHELD in answer for answer in answers] == [True, False, True]
    assert "Which flavour?" not in answers[1] and "nothing" in answers[1]
    assert (stored(Ballot), ledger()) == (0, [])


def test_hiding_waits_for_a_vote_that_is_being_written(app: Flask, cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe = cast.viewer("chloe")
    db.session.rollback()

    def hide() -> None:
        with app.app_context(), write_transaction():
            hide_the_post_above(poll_id)

    with ThreadPoolExecutor(1) as pool:
        with write_transaction():
            admitted(chloe, poll_id, LATER, LATER)
            hiding = pool.submit(hide)
            with pytest.raises(TimeoutError):
                hiding.result(0.3)
        hiding.result(LONG)


def test_a_change_that_another_window_made_meanwhile_is_not_made_again(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    with waiting(app, poll_id, [(browser_of("chloe"), "2")]) as answers:
        vote(cast.viewer("chloe"), poll_id, q1="2")
    assert "You had voted like this already" in answers[0]
    assert ledger() == [Act.CAST, Act.CHANGED]


def test_who_earns_a_badge_in_a_storm_of_votes_is_given_it_and_told_when_it_is_over(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_rule("ballots-cast", (1,), name="Voter")
    poll_id = a_poll(cast.viewer("alice"))
    voters = [cast.alice, cast.bruno, cast.chloe, cast.emil]
    with waiting(app, poll_id, [(browser_of(voter.handle), "1") for voter in voters]) as answers:
        pass
    assert all("Your vote is cast" in answer for answer in answers)
    drain()
    assert awards() == told_of_badges() == []
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=11))
    drain()
    assert [(each.earned_at, each.level) for each in awards()] == [(LATER, 1)] * 4
    assert told_of_badges() == sorted(voter.id for voter in voters)
