"""Ballots that are not filled in as the poll asks: a clear message, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.polls.models import Ballot, BallotLedger
from forum.polls.operations.opening import NewPoll
from forum.polls.words import Kind
from tests.integration.polls.ballots import FRAGMENT, LATER, a_poll, asking, close, question, seal, stored

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
    chloe = browser_of("chloe")
    for headers, status in ((None, 422), (FRAGMENT, 200)):
        answer = chloe.post(f"/polls/{poll_id}/ballot", data=marks, headers=headers)
        assert (answer.status_code, message in answer.text) == (status, True)
        assert 'role="alert"' in answer.text
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


KEPT = {
    "one choice": (Kind.ONE, {"q1": ["3"], "q1-r1": ["1"]}, ['value="3" checked']),
    "approval": (Kind.APPROVAL, {"q1": ["4"]}, ['value="4" checked']),
    "ranking": (
        Kind.RANKING,
        {"q1-r1": ["1"], "q1-r2": ["3"]},
        ["<option selected>1</option>", "<option selected>3</option>"],
    ),
    "score": (Kind.SCORE, {"q1-s2": ["4"], "q1-s9": ["5"]}, ["<option selected>4</option>"]),
}


@pytest.mark.parametrize("headers", [None, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize(("kind", "marks", "shown"), KEPT.values(), ids=KEPT)
def test_what_was_marked_stays_in_the_form(
    cast: SimpleNamespace,
    browser_of: BrowserOf,
    kind: Kind,
    marks: dict[str, list[str]],
    shown: list[str],
    headers: dict[str, str] | None,
) -> None:
    asked = asking(questions=[question(kind, ("Oat", "Hazel", "Rye", "Fig"), least=2, most=3)])
    poll_id = a_poll(cast.viewer("alice"), asked)
    page = browser_of("chloe").post(f"/polls/{poll_id}/ballot", data=marks, headers=headers).text
    assert "field-errors" in page
    assert [words for words in shown if words not in page] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "La place 2 manque. Ne laissez pas de trou."), ("de", "Platz 2 fehlt. Lass keine Lücken.")],
)
def test_it_is_explained_in_the_language_of_the_voter_beside_the_question(
    cast: SimpleNamespace, browser_of: BrowserOf, language: str, words: str
) -> None:
    with write_transaction():
        db.session.merge(cast.chloe).language = language
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[question(), question(Kind.RANKING)]))
    marks = {"q1": "1", "q2-r1": "1", "q2-r2": "3"}
    page = browser_of("chloe").post(f"/polls/{poll_id}/ballot", data=marks, headers=FRAGMENT).text
    beside = page.partition(f'id="poll-{poll_id}-q2-error">')[2].partition("</p>")[0]
    assert words in beside and f"poll-{poll_id}-q1-error" not in page


def shut(poll_id: int) -> None:
    close(poll_id, at=LATER - timedelta(seconds=1))


REFUSED = {
    "closed": (asking(), shut, "Your vote came too late"),
    "sealed": (asking(), seal, "Your vote came too late"),
    "of the team": (asking(team_only=True), None, "Only the team votes here."),
    "of those who were here": (asking(min_age_days=700), None, "had been members for 700 days"),
}


@pytest.mark.parametrize(("asked", "then", "words"), REFUSED.values(), ids=REFUSED)
def test_a_vote_that_is_not_taken_is_refused_in_the_fragment_as_on_the_page(
    cast: SimpleNamespace,
    browser_of: BrowserOf,
    asked: NewPoll,
    then: Callable[[int], None] | None,
    words: str,
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asked)
    if then is not None:
        then(poll_id)
    answer = browser_of("chloe").post(f"/polls/{poll_id}/ballot", data={"q1": "1"}, headers=FRAGMENT)
    alert = answer.text.partition('role="alert"')[2].partition("</div>\n</div>")[0]
    assert (answer.status_code, words in alert, stored()) == (200, True, [])


def test_what_is_not_sent_by_the_form_is_no_vote(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    answer = browser_of("chloe").post(f"/polls/{poll_id}/ballot", json={"q1": "1"})
    assert (answer.status_code, "Choose an option." in answer.text, stored()) == (422, True, [])
