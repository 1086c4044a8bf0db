"""What is noted beside a vote: enough to see many votes by few people, for a month, and never a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.personal_data import personal_data
from forum.desk.models import Answer, DeskCause, DeskItem
from forum.polls.models import Poll
from forum.polls.readout.models import BallotTrace, PollNetworkKey, PollReadout
from forum.polls.readout.traces import forget_traces, network_name
from forum.polls.words import Kind
from tests.integration.polls.ballots import LATER, a_poll, asking, seal, vote
from tests.integration.polls.readout.crowds import HAZEL, OAT, RYE, crowd, seal_and_make, sealed_poll

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def traces() -> list[BallotTrace]:
    db.session.rollback()
    return list(db.session.scalars(db.select(BallotTrace).execution_options(populate_existing=True)))


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_vote_leaves_a_trace_and_takes_it_along_when_it_goes(
    cast: SimpleNamespace, browser_of: BrowserOf, is_secret: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=is_secret))
    chloe = browser_of("chloe")
    chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "2"})
    (trace,) = traces()
    assert trace.network and "127.0" not in trace.network
    assert (trace.minute, trace.is_silent) == (int(LATER.timestamp()) // 60, True)
    chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "1"})
    assert len(traces()) == 1
    chloe.post(f"/polls/{poll_id}/ballot/delete")
    assert traces() == []


def test_the_first_answer_of_a_duel_leaves_a_trace_as_a_ballot_does(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(Kind.DUEL))
    chloe = browser_of("chloe")
    for _pair in range(2):
        page = chloe.get(f"/polls/{poll_id}").text
        token = page.partition('name="q1-pair" value="')[2].partition('"')[0]
        assert chloe.post(f"/polls/{poll_id}/pairs", data={"q1-pair": token, "q1": "="}).status_code == 200
        (trace,) = traces()
        assert trace.network and trace.minute == int(LATER.timestamp()) // 60
    for _pair in range(2):
        chloe.post(f"/polls/{poll_id}/pairs/delete")
    assert traces() == []


def test_a_network_is_a_street_not_a_house_and_differs_from_poll_to_poll() -> None:
    one, other = "11" * 32, "22" * 32
    assert network_name("198.51.100.7", one) == network_name("198.51.100.200", one)
    assert network_name("198.51.100.7", one) != network_name("198.51.101.7", one)
    assert network_name("2001:db8:5:1::1", one) == network_name("2001:db8:5:9::8", one)
    assert network_name("2001:db8:5::1", one) != network_name("2001:db8:6::1", one)
    assert network_name("198.51.100.7", one) != network_name("198.51.100.7", other)
    assert network_name("no address", one) is None


def test_sealing_forgets_when_each_vote_was_cast(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "2"})
    seal(poll_id, at=LATER + timedelta(minutes=1))
    assert [trace.minute for trace in traces()] == [None]


def test_a_month_after_the_close_traces_and_key_are_gone(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    crowd(poll_id, {OAT: 3}, network="somewhere")
    seal(poll_id)
    with write_transaction():
        assert forget_traces(LATER + timedelta(days=29)) == []
    assert len(traces()) == 3
    with write_transaction():
        assert forget_traces(LATER + timedelta(days=31)) == [poll_id]
    assert traces() == []
    assert db.session.query(PollNetworkKey).count() == 0


@pytest.mark.parametrize("is_secret", [True, False])
def test_who_leaves_takes_the_network_along(
    cast: SimpleNamespace, browser_of: BrowserOf, is_secret: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=is_secret))
    browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "2"})
    with write_transaction():
        for keeping in personal_data:
            if keeping.room.startswith("polls"):
                keeping.erase(cast.chloe.id, False)
    (trace,) = traces()
    assert trace.network is None and trace.minute is None


def test_many_votes_by_few_people_are_shown_and_stay_counted(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, {OAT: 60, HAZEL: 40, RYE: 5}, is_silent=False)
    crowd(poll_id, {RYE: 18}, network="one house", is_new=True, is_silent=True)
    seal_and_make(poll_id)
    page = browser_of("dana").get(f"/polls/{poll_id}/readout").text
    assert "A group of votes stands out" in page and "“Rye”" in page
    assert "Nothing was left out of the result." in page
    assert ">23<" in page
    told = db.session.scalars(db.select(PollReadout)).one().figures
    odd = told["questions"][0]["oddities"]["groups"][-1]
    assert (odd["mark"], odd["n"], odd["first_without"]) == ("odd", 18, [1])
    _settle_in_the_queue(browser_of("bruno"), poll_id)


def _settle_in_the_queue(bruno: FlaskClient, poll_id: int) -> None:
    """See the alert among what needs a human, say why it needs none, and take that back."""
    cause = db.session.query(DeskCause).filter_by(source="poll-integrity").one()
    queue = bruno.get("/desk?source=poll-integrity").text
    assert "favour one option far more" in queue and "Rye" not in queue
    act = f"/desk/items/{cause.item_id}/causes/{cause.id}/settle"
    bruno.post(act)
    assert db.session.get_one(DeskItem, cause.item_id).state == "open"
    bruno.post(act, data={"sentence": "They share one school."})
    db.session.rollback()
    assert "far more" not in bruno.get("/desk?source=poll-integrity").text
    bruno.post(f"/desk/answers/{db.session.query(Answer).one().id}/delete")
    assert "far more" in bruno.get("/desk?source=poll-integrity").text


def test_a_few_marked_votes_are_not_told(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, {OAT: 60, HAZEL: 40}, is_silent=False)
    crowd(poll_id, {RYE: 3}, network="one house", is_new=True)
    seal_and_make(poll_id)
    told = db.session.scalars(db.select(PollReadout)).one().figures
    new = told["questions"][0]["oddities"]["groups"][2]
    assert (new["mark"], new["n"], new["rows"], new["first_without"]) == ("new", None, None, None)
    assert db.session.query(DeskCause).count() == 0


@pytest.mark.parametrize("table", ["poll_rule", "poll_snapshot"])
def test_the_database_refuses_another_rule_and_another_snapshot(cast: SimpleNamespace, table: str) -> None:
    sealed_poll(cast.viewer("dana"), {OAT: 2})
    column = "rule" if table == "poll_rule" else "snapshot"
    with pytest.raises(DBAPIError), write_transaction():
        db.session.execute(db.text(f"UPDATE {table} SET {column} = '{{}}'"))


def test_a_vote_that_fails_leaves_no_trace(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "9"})
    assert traces() == []
    vote(cast.viewer("chloe"), poll_id, q1="1")
    assert db.session.get_one(Poll, poll_id).id == poll_id
