"""Voting: once each, in time, as the poll asks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid, NotAllowed, NotFound
from forum.core.sessions import timed_serializer
from forum.discussions.models import Topic
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.topics import first_post_of
from forum.polls.models import Ballot, BallotLedger, Poll, PollVoter
from forum.polls.operations.closing import close_due
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import cast_ballot
from forum.polls.words import Act, Kind, Roll, State
from tests.conversations import NOON
from tests.integration.polls.ballots import (
    FRAGMENT,
    LATER,
    a_poll,
    asking,
    close,
    question,
    seal,
    stored,
    vote,
)

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]


def ledger() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(BallotLedger.act).order_by(BallotLedger.id)))


def test_a_poll_is_opened_voted_in_closed_and_its_result_is_seen(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe = browser_of("chloe")
    page = chloe.get("/topics/1/what-next").text
    assert "Which flavour?" in page and "Hazel" in page
    page = chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "2"}).text
    assert "Your vote is cast" in page
    seal(poll_id)
    assert "Most votes: Hazel, 1 of 1." in guest.get("/topics/1/what-next").text


@pytest.mark.parametrize("is_secret", [False, True])
def test_fifty_votes_at_once_by_one_member_are_one_ballot(
    app: Flask, cast: SimpleNamespace, is_secret: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=is_secret, may_change=False))
    chloe = cast.viewer("chloe")

    def try_it(turn: int) -> bool:
        with app.app_context():
            try:
                return vote(chloe, poll_id, q1=str(1 + turn % 3)).receipt is not None
            except Invalid:
                return False

    with ThreadPoolExecutor(10) as pool:
        receipts = sum(pool.map(try_it, range(50)))
    assert (receipts, len(stored()), ledger()) == (1, 1, [Act.CAST])
    assert db.session.query(PollVoter).count() == 1


def test_a_vote_is_changed_and_taken_back_and_the_ledger_remembers_each(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe = browser_of("chloe")
    chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "2"})
    chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "3"})
    assert stored() == ["[[3]]"]
    chloe.post(f"/polls/{poll_id}/ballot/delete")
    assert stored() == [] and db.session.query(PollVoter).count() == 0
    assert ledger() == [Act.CAST, Act.CHANGED, Act.WITHDRAWN]


def test_the_same_vote_again_changes_nothing(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    assert vote(cast.viewer("chloe"), poll_id, q1="2").receipt is None
    assert ledger() == [Act.CAST]


def test_where_a_vote_is_final_it_is_neither_changed_nor_taken_back(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(may_change=False))
    chloe = browser_of("chloe")
    chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "2"})
    assert "a vote is final" in chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "3"}).text
    assert "a vote is final" in chloe.post(f"/polls/{poll_id}/ballot/delete").text
    assert stored() == ["[[2]]"]


def test_every_question_has_to_be_answered(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[question(), question(Kind.SCORE)]))
    assert "Give points" in browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "1"}).text
    assert stored() == []
    vote(cast.viewer("chloe"), poll_id, q1="1", q2_s3="5")
    assert stored() == ["[[1],[[3,5]]]"]


def test_none_and_do_not_know_are_answers_where_they_are_offered(cast: SimpleNamespace) -> None:
    asked = asking(questions=[question(Kind.RANKING, allows_none=True, allows_unknown=True)])
    poll_id = a_poll(cast.viewer("alice"), asked)
    vote(cast.viewer("chloe"), poll_id, q1="none")
    vote(cast.viewer("bruno"), poll_id, q1="unknown")
    assert sorted(stored()) == ['["none"]', '["unknown"]']
    with pytest.raises(Invalid):
        vote(cast.viewer("dana"), poll_id, q1="none", q1_r1="1")


def test_a_draft_takes_no_votes_and_is_not_known(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), is_open=False)
    with pytest.raises(NotFound):
        vote(cast.viewer("chloe"), poll_id, q1="1")
    with pytest.raises(Invalid):
        vote(cast.viewer("alice"), poll_id, q1="1")
    assert stored() == []


def test_a_poll_below_a_hidden_post_takes_no_votes(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    with write_transaction():
        poll = db.session.get_one(Poll, poll_id)
        post = first_post_of(db.session.get_one(Topic, poll.topic_id))
        hide_post_text(post, reason_key="off-topic", now=NOON)
    chloe = browser_of("chloe")
    assert chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "1"}).status_code == 404
    assert "Which flavour?" not in chloe.get(f"/topics/{poll.topic_id}/topic").text
    assert stored() == []


def test_what_arrived_before_the_close_counts_however_long_it_waited(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    ends = NOON + timedelta(days=1)
    moment = timedelta(milliseconds=1)
    with write_transaction():
        close_due(ends - timedelta(seconds=20))
    with write_transaction():
        assert close_due(ends + timedelta(seconds=5)) == [poll_id]
    with write_transaction():
        in_time = {"arrived": ends - moment, "now": ends + timedelta(seconds=6)}
        cast_ballot(cast.viewer("chloe"), poll_id, {"q1": ["2"]}, **in_time)
    for arrived in (ends, ends + moment):
        with pytest.raises(Invalid, match="too late"), write_transaction():
            late = {"arrived": arrived, "now": ends + timedelta(seconds=6)}
            cast_ballot(cast.viewer("bruno"), poll_id, {"q1": ["2"]}, **late)
    with write_transaction():
        assert not seal_poll(poll_id, now=ends + timedelta(seconds=9))
    with write_transaction():
        assert seal_poll(poll_id, now=ends + timedelta(seconds=11))
    with pytest.raises(Invalid, match="too late"), write_transaction():
        cast_ballot(cast.viewer("bruno"), poll_id, {"q1": ["2"]}, **in_time)
    assert stored() == ["[[2]]"]


def test_a_closed_poll_says_so(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    close(poll_id, at=LATER)
    answer = browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "1"})
    assert (answer.status_code, "This poll is closed." in answer.text, stored()) == (422, True, [])


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"roll": Roll.AT_OPENING}, "were members when the poll was opened"),
        ({"min_age_days": 7}, "had been members for 7 days"),
        ({"team_only": True}, "Only the team votes here."),
    ],
    ids=["members at opening", "account age", "team"],
)
def test_who_may_not_vote_is_told_why(
    cast: SimpleNamespace, browser_of: BrowserOf, rules: dict[str, object], why: str
) -> None:
    opened = NOON - timedelta(hours=1)
    poll_id = a_poll(cast.viewer("dana"), asking(**rules), now=opened)
    chloe = browser_of("chloe")
    assert why in chloe.get(f"/polls/{poll_id}").text
    answer = chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "1"})
    assert (answer.status_code, why in answer.text, stored()) == (403, True, [])


def test_who_joined_after_the_opening_is_marked(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), now=NOON - timedelta(hours=1))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    assert db.session.scalars(db.select(Ballot.is_joiner)).all() == [True]


def test_members_without_a_confirmed_address_do_not_vote(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    with write_transaction():
        cast.chloe.confirmed_at = None
        db.session.add(cast.chloe)
    with pytest.raises(NotAllowed):
        vote(cast.viewer("chloe"), poll_id, q1="1")


def test_a_guest_finds_after_signing_in_what_they_chose(
    cast: SimpleNamespace, guest: FlaskClient, app: Flask
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    assert "Choose and vote" in guest.get("/topics/1/what-next").text
    answer = guest.post(f"/polls/{poll_id}/ballot", data={"q1": "3"})
    assert answer.status_code == 303 and f"next=/polls/{poll_id}" in answer.location.replace("%2F", "/")
    cookie = guest.get_cookie(f"poll-{poll_id}", "127.0.0.1", f"/polls/{poll_id}") or guest.get_cookie(
        f"poll-{poll_id}", "localhost", f"/polls/{poll_id}"
    )
    assert cookie is not None and stored() == []
    page = guest.get(f"/polls/{poll_id}").text
    assert 'value="3" checked' in page


def test_what_a_guest_chose_and_somebody_tampered_with_is_not_taken(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe, host = browser_of("chloe"), urlsplit(app.config["PUBLIC_URL"]).hostname or ""
    with app.test_request_context():
        signed = timed_serializer(f"poll-{poll_id}").dumps({"q1": ["2"]})
    forged = ".".join(["eyJxMSI6WyIzIl19", *signed.split(".")[1:]])
    for token, is_taken in ((signed, True), (forged, False)):
        chloe.set_cookie(f"poll-{poll_id}", token, domain=host, path=f"/polls/{poll_id}")
        page = chloe.get(f"/polls/{poll_id}").text
        assert ("checked" in page, "Which flavour?" in page) == (is_taken, True)


def test_a_receipt_is_shown_once_and_found_in_the_ledger(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe = browser_of("chloe")
    page = chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "3"}, headers=FRAGMENT).text
    receipt = page.partition('<code class="poll-receipt">')[2].partition("</code>")[0]
    assert len(receipt) == 23
    assert receipt not in chloe.get(f"/polls/{poll_id}").text
    look = f"/polls/{poll_id}/receipts"
    typed = receipt.lower().replace("-", " ")
    assert "This receipt stands in the ledger." in chloe.post(look, data={"receipt": typed}).text
    assert "does not stand in the ledger" in chloe.post(look, data={"receipt": "AAAAA-BBBBB"}).text
    other = a_poll(cast.viewer("alice"))
    assert "does not stand" in chloe.post(f"/polls/{other}/receipts", data={"receipt": receipt}).text


def test_a_worker_counts_what_was_voted_a_moment_ago(
    cast: SimpleNamespace, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe = browser_of("chloe")
    chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "3"})
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=5))
    drain()
    assert "Most votes: Rye, 1 of 1." in chloe.get(f"/polls/{poll_id}").text


def test_a_sealed_poll_is_not_voted_in(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    seal(poll_id)
    with pytest.raises(Invalid):
        vote(cast.viewer("chloe"), poll_id, q1="1")
    assert db.session.get_one(Poll, poll_id, populate_existing=True).state == State.SEALED
