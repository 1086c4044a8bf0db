"""A duel beside other questions: those are answered at once, then the pairs; all of it is one ballot."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.polls.models import PollLive
from forum.polls.operations.sealing import verify_poll
from forum.polls.readout.making import make_at_once
from forum.polls.words import Act, Kind, Shown
from tests.integration.polls.ballots import LATER, a_poll, asking, count_now, question, seal, vote
from tests.integration.polls.test_duels import SLOGANS, answer, asked, ledger, say, stored

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]


def a_survey(cast: SimpleNamespace, **rules: object) -> int:
    """Ask for slogans first and for a flavour then: the duel moves to the end."""
    return a_poll(
        cast.viewer("dana"), asking(questions=[question(Kind.DUEL, SLOGANS), question(Kind.ONE)], **rules)
    )


def test_pairs_begin_once_the_other_questions_are_answered(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id, chloe = a_survey(cast), browser_of("chloe")
    page = chloe.get(f"/polls/{poll_id}").text
    assert asked(page) == ("", []) and "Afterwards you are shown options two at a time" in page
    page = chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "2"}).text
    assert "Your vote is cast" in page and len(asked(page)[1]) == 2
    page = answer(chloe, poll_id, page, lambda number: number)
    answer(chloe, poll_id, page, lambda number: number)
    (ballot,) = map(json.loads, stored())
    assert ballot[0] == [2] and len(ballot[1]) == 2 and ledger() == [Act.CAST, Act.CHANGED, Act.CHANGED]


def test_changing_the_other_answers_keeps_the_pairs_and_taking_the_last_pair_back_keeps_the_vote(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_survey(cast)
    vote(cast.viewer("chloe"), poll_id, q1="1")
    say(cast, "chloe", poll_id, (1, 2), 0)
    vote(cast.viewer("chloe"), poll_id, q1="3")
    assert stored() == ['[[3],["1>2"]]']
    page = browser_of("chloe").post(f"/polls/{poll_id}/pairs/delete").text
    assert stored() == ["[[3],[]]"] and "Your last answer is taken back" in page and "You have voted" in page


def test_a_pair_before_the_other_questions_is_refused_and_so_is_one_sent_with_them(
    cast: SimpleNamespace,
) -> None:
    poll_id = a_survey(cast)
    with pytest.raises(Invalid, match="other questions first"):
        say(cast, "chloe", poll_id, (1, 2), 0)
    with pytest.raises(Invalid) as refused:
        vote(cast.viewer("chloe"), poll_id, q1="1", q2="1")
    assert list(refused.value.errors) == [""], "the form has no place for a message beside the pairs"
    db.session.rollback()
    assert stored() == []


def test_who_answers_no_pair_counts_in_the_other_questions_alone(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    poll_id = a_survey(cast, is_secret=True, publishes_ballots=True)
    for handle in ("alice", "chloe"):
        vote(cast.viewer(handle), poll_id, q1="1")
    say(cast, "alice", poll_id, (2, 1), 0)
    seal(poll_id)
    assert verify_poll(poll_id).faults == ()
    with write_transaction():
        make_at_once(poll_id, now=LATER)
    page = guest.get(f"/polls/{poll_id}").text
    assert "Most votes: Oat, 2 of 2." in page and "1 answer by 1 voter;" in page
    assert "1: 2>1\n" in guest.get(f"/polls/{poll_id}/ballots/2").text
    assert guest.get(f"/polls/{poll_id}/places").status_code == 200
    assert guest.get(f"/polls/{poll_id}/readout").status_code == 200


def test_while_nobody_may_see_a_result_only_how_often_options_were_shown_is_counted(
    cast: SimpleNamespace,
) -> None:
    poll_id = a_survey(cast, shown=Shown.AFTER_CLOSE)
    vote(cast.viewer("alice"), poll_id, q1="1")
    say(cast, "alice", poll_id, (2, 1), 0)
    count_now(poll_id)
    live = db.session.get_one(PollLive, poll_id).result
    assert live == {"2": {"compared": {"1": 1, "2": 1}}}


def test_a_poll_has_one_duel_at_most(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="at most"):
        a_poll(cast.viewer("dana"), asking(questions=2 * [question(Kind.DUEL, SLOGANS)]))
