"""Ballots that are not filled in as the poll asks: a clear message, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db
from forum.polls.models import Ballot, BallotLedger
from forum.polls.words import Kind
from tests.integration.polls.ballots import a_poll, asking, question

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]


BAD = {
    "nothing": (Kind.ONE, {}, "Choose an option."),
    "two of one": (Kind.ONE, {"q1": ["1", "2"]}, "Choose one option only."),
    "a foreign option": (Kind.ONE, {"q1": ["9"]}, "does not belong"),
    "no number": (Kind.ONE, {"q1": ["<script>"]}, "does not belong"),
    "an answer that is not offered": (Kind.ONE, {"q1": ["none"]}, "does not belong"),
    "too few": (Kind.APPROVAL, {"q1": ["1"]}, "Choose at least 2."),
    "too many": (Kind.APPROVAL, {"q1": ["1", "2", "3", "4"]}, "Choose at most 3."),
    "one twice": (Kind.APPROVAL, {"q1": ["1", "1"]}, "sent twice"),
    "a foreign approval": (Kind.APPROVAL, {"q1": ["1", "77"]}, "does not belong"),
    "no places": (Kind.RANKING, {"q1-r1": [""]}, "at least one option a place"),
    "a gap": (Kind.RANKING, {"q1-r1": ["1"], "q1-r2": ["3"]}, "Place 2 is missing."),
    "two first": (Kind.RANKING, {"q1-r1": ["1"], "q1-r2": ["1"]}, "Two options have place 1."),
    "a place beyond": (Kind.RANKING, {"q1-r1": ["5"]}, "from 1 to 4"),
    "a foreign place": (Kind.RANKING, {"q1-r8": ["1"]}, "does not belong"),
    "no points": (Kind.SCORE, {}, "Give points to at least one option."),
    "six points": (Kind.SCORE, {"q1-s1": ["6"]}, "Give 1 to 5 points."),
    "points twice": (Kind.SCORE, {"q1-s1": ["1", "2"]}, "sent twice"),
    "a place beside a choice": (Kind.ONE, {"q1": ["1"], "q1-r1": ["5"]}, "does not belong"),
    "points beside approvals": (Kind.APPROVAL, {"q1": ["1", "2"], "q1-s3": ["5"]}, "does not belong"),
    "points beside places": (Kind.RANKING, {"q1-r1": ["1"], "q1-s1": ["5"]}, "does not belong"),
    "a choice beside points": (Kind.SCORE, {"q1-s1": ["4"], "q1": ["2"]}, "does not belong"),
    "one option under two names": (Kind.RANKING, {"q1-r1": ["1"], "q1-r01": ["2"]}, "does not belong"),
    "points under two names": (Kind.SCORE, {"q1-s1": ["1"], "q1-s01": ["2"]}, "does not belong"),
    "a second question": (Kind.ONE, {"q1": ["1"], "q2": ["1"]}, "a question that the poll does not ask"),
    "places in a second question": (Kind.ONE, {"q1": ["1"], "q2-r1": ["1"]}, "that the poll does not ask"),
}


@pytest.mark.parametrize(("kind", "marks", "message"), BAD.values(), ids=BAD)
def test_a_ballot_that_is_not_filled_in_as_asked_is_explained_and_not_stored(
    cast: SimpleNamespace, browser_of: BrowserOf, kind: Kind, marks: dict[str, list[str]], message: str
) -> None:
    options = ("Oat", "Hazel", "Rye", "Fig")
    asked = asking(
        questions=[
            question(
                kind,
                options,
                least=2 if kind is Kind.APPROVAL else 1,
                most=3 if kind is Kind.APPROVAL else None,
            )
        ]
    )
    poll_id = a_poll(cast.viewer("alice"), asked)
    answer = browser_of("chloe").post(f"/polls/{poll_id}/ballot", data=marks)
    assert (answer.status_code, message in answer.text) == (422, True)
    db.session.rollback()
    assert (db.session.query(Ballot).count(), db.session.query(BallotLedger).count()) == (0, 0)


def test_a_field_that_was_left_empty_is_no_answer(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    marks = {"q1": ["1"], "q1-r1": [""], "q2": [""]}
    assert browser_of("chloe").post(f"/polls/{poll_id}/ballot", data=marks).status_code == 200


@pytest.mark.parametrize("sent", [{"q2": "1"}, {"q2-r1": "1"}], ids=["a choice", "a place"])
def test_a_duel_beside_other_questions_is_not_answered_with_them(
    cast: SimpleNamespace, browser_of: BrowserOf, sent: dict[str, str]
) -> None:
    asked = asking(questions=[question(), question(Kind.DUEL)])
    poll_id = a_poll(cast.viewer("dana"), asked)
    answer = browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "1", **sent})
    assert (answer.status_code, "then the pairs" in answer.text) == (422, True)
    db.session.rollback()
    assert db.session.query(Ballot).count() == 0
