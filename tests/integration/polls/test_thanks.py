"""What one who has just voted is shown is kept for those who vote next: but never what is not for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.polls.models import Poll
from forum.polls.words import Kind, Shown
from tests.integration.polls.ballots import LATER, a_poll, asking, count_now, question

BrowserOf = Callable[[str], FlaskClient]
FRAGMENT = {"HX-Request": "true"}
RECEIPT = re.compile(r'poll-receipt">([A-Z0-9-]+)<')
OPTION = re.compile(r"Flavour [A-H]")
PAIR = re.compile(r'name="q1-pair" value="([^"]+)"')
SIDE = re.compile(r'value="(\d+)" data-side')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def answer_to(voter: FlaskClient, poll_id: int, option: str = "2", **marks: str) -> str:
    """Vote with scripts, as a browser does, and return the poll that stands there afterwards."""
    return voter.post(f"/polls/{poll_id}/ballot", data={"q1": option, **marks}, headers=FRAGMENT).text


def test_voters_read_the_same_but_for_their_receipt_and_the_token_of_their_form(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    chloe, alice = (answer_to(browser_of(handle), poll_id) for handle in ("chloe", "alice"))
    for own in (RECEIPT, TOKEN):
        of_chloe, of_alice = own.findall(chloe), own.findall(alice)
        assert len(of_chloe) == len(of_alice) == 1 and of_chloe != of_alice
        chloe, alice = own.sub("", chloe), own.sub("", alice)
    assert "Your vote is cast" in chloe and chloe == alice


def test_each_reads_what_they_voted_and_nobody_else_does(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    asked = asking(questions=[question(Kind.RANKING, options=("Oats", "Rye"))], is_secret=True)
    poll_id = a_poll(cast.viewer("dana"), asked)
    for handle, first, second, said in (
        ("chloe", "1", "2", "<b>1. Oats, 2. Rye</b>"),
        ("alice", "2", "1", "<b>1. Rye, 2. Oats</b>"),
    ):
        marks = {"q1-r1": first, "q1-r2": second}
        answered = browser_of(handle).post(f"/polls/{poll_id}/ballot", data=marks, headers=FRAGMENT).text
        for page in (answered, browser_of(handle).get(f"/polls/{poll_id}").text):
            assert page.count("<b>1.") == 1 and said in page
    for other in (guest, browser_of("emil"), browser_of("dana")):
        assert "<b>1." not in other.get(f"/polls/{poll_id}").text


def test_a_voter_takes_their_vote_back_with_the_form_that_they_were_shown(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    answer_to(browser_of("chloe"), poll_id)
    emil = browser_of("emil")
    emil.application.config["WTF_CSRF_ENABLED"] = True
    try:
        page = emil.get(f"/polls/{poll_id}", headers=FRAGMENT).text
        token = TOKEN.findall(page)[0]
        (token,) = TOKEN.findall(answer_to(emil, poll_id, csrf_token=token))
        taken = emil.post(f"/polls/{poll_id}/ballot/delete", data={"csrf_token": token}, headers=FRAGMENT)
    finally:
        emil.application.config["WTF_CSRF_ENABLED"] = False
    assert "Your vote is taken back" in taken.text and "Which flavour?" in taken.text
    assert "You have voted." not in taken.text


def test_only_who_looks_after_a_poll_is_shown_how_to_close_it(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    answers = [answer_to(browser_of(handle), poll_id) for handle in ("chloe", "dana", "alice")]
    assert ["Close the poll now" in answer for answer in answers] == [False, True, False]


def test_a_result_for_the_team_alone_is_not_shown_to_who_votes_after_them(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(shown=Shown.BRAND))
    answer_to(browser_of("chloe"), poll_id)
    count_now(poll_id)
    answers = {handle: answer_to(browser_of(handle), poll_id) for handle in ("dana", "bruno", "alice")}
    assert "Most votes: Hazel" in answers["dana"]
    for handle in ("bruno", "alice"):
        assert "Most votes" not in answers[handle] and "for the team alone" in answers[handle]


def test_what_was_counted_meanwhile_is_shown_to_the_next(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    assert "Most votes" not in answer_to(browser_of("chloe"), poll_id)
    count_now(poll_id)
    assert "Most votes: Hazel, 1 of 1." in answer_to(browser_of("alice"), poll_id)


def test_another_close_is_told_to_the_next(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    assert "closes on Mar 15, 2026" in answer_to(browser_of("chloe"), poll_id)
    with write_transaction():
        db.session.get_one(Poll, poll_id).closes_at = LATER + timedelta(days=40)
    assert "closes on Apr 23, 2026" in answer_to(browser_of("alice"), poll_id)


def test_each_reads_it_in_their_own_language_and_time(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    answer_to(browser_of("bruno"), poll_id)
    with write_transaction():
        cast.chloe.language, cast.alice.time_zone = "fr", "Pacific/Auckland"
        db.session.add_all([cast.chloe, cast.alice])
    assert "Vous avez voté." in answer_to(browser_of("chloe"), poll_id)
    assert "closes on Mar 16, 2026" in answer_to(browser_of("alice"), poll_id)


def test_who_takes_a_vote_back_finds_the_options_in_their_own_order_again(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    many = question(options=[f"Flavour {letter}" for letter in "ABCDEFGH"])
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[many]))
    for handle in ("chloe", "alice"):
        voter = browser_of(handle)
        before = OPTION.findall(voter.get(f"/polls/{poll_id}", headers=FRAGMENT).text)
        answer_to(voter, poll_id)
        taken_back = voter.post(f"/polls/{poll_id}/ballot/delete", headers=FRAGMENT).text
        assert len(before) == 8 and OPTION.findall(taken_back) == before


def test_the_next_pair_of_a_duel_is_each_voters_own(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    slogans = question(Kind.DUEL, ("Eat slowly", "Share it", "Made by many", "Bring a spoon"))
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[slogans]))
    for handle in ("chloe", "alice"):
        voter = browser_of(handle)
        page = voter.get(f"/polls/{poll_id}", headers=FRAGMENT).text
        for _answer in range(2):
            assert "not offered" not in page
            marks = {"q1-pair": PAIR.findall(page)[0], "q1": SIDE.findall(page)[0]}
            page = voter.post(f"/polls/{poll_id}/pairs", data=marks, headers=FRAGMENT).text
        assert "not offered" not in page
