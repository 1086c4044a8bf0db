"""The page of a read-out: a verdict by a rule fixed before, no more than the numbers carry, and for whom it is."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.polls.readout import rule
from forum.polls.readout.models import PollReadout
from forum.polls.readout.rule import Rule
from forum.polls.words import Kind, Method, Roll, Shown
from tests.integration.polls.ballots import LATER, a_poll, asking, question, seal
from tests.integration.polls.readout.crowds import (
    HAZEL,
    OAT,
    RYE,
    crowd,
    let_the_worker_work,
    seal_and_make,
    sealed_poll,
)
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
CLEAR = {OAT: 60, HAZEL: 20, RYE: 10}


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=30))


def sheet(browser: FlaskClient, poll_id: int) -> str:
    answer = browser.get(f"/polls/{poll_id}/readout")
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (CLEAR, "A clear lead."),
        ({OAT: 33, HAZEL: 30, RYE: 10}, "Too close to call."),
        ({OAT: 46, HAZEL: 28, RYE: 28}, "Too close to call."),
        ({OAT: 30, HAZEL: 30}, "A tie between Oat, Hazel."),
        ({OAT: 20, HAZEL: 1}, "Too few votes."),
    ],
)
def test_the_first_line_is_a_verdict_by_the_rule(
    cast: SimpleNamespace, guest: FlaskClient, answers: dict[str, int], verdict: str
) -> None:
    page = sheet(guest, sealed_poll(cast.viewer("dana"), answers))
    assert verdict in page.replace("</strong> ", " ").replace("<strong>", "")
    assert "It was fixed at the opening, on March 14, 2026." in page
    assert "This sample chose itself" in page


def test_the_rule_is_the_one_that_was_fixed_at_the_opening(
    cast: SimpleNamespace, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, "PRESENT", Rule(fewest=10))
    poll_id = a_poll(cast.viewer("dana"))
    monkeypatch.undo()
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=30))
    crowd(poll_id, {OAT: 20, HAZEL: 1})
    seal_and_make(poll_id)
    page = sheet(guest, poll_id)
    assert "A clear lead." in page and "with fewer than 10 voters there is no verdict" in page


def test_shares_have_intervals_unless_everybody_on_the_roll_was_asked(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    page = sheet(guest, sealed_poll(cast.viewer("dana"), CLEAR))
    assert "66.7 %" in page and "56.4 – 75.5 %" in page
    assert re.search(r"\(seed [0-9a-f]{32}\)", page), "who knows the seed can repeat the repetitions"
    assert "if these voters were a random sample" in page
    whole = sheet(guest, sealed_poll(cast.viewer("dana"), CLEAR, asking(roll=Roll.AT_OPENING)))
    assert "66.7 %" in whole and "random sample" not in whole


def test_under_thirty_voters_there_are_numbers_only(cast: SimpleNamespace, guest: FlaskClient) -> None:
    page = sheet(guest, sealed_poll(cast.viewer("dana"), {OAT: 20, HAZEL: 9}))
    assert '<td class="number">20</td>' in page
    for words in ("Share of voters", "Interval", "How sure is the first place?"):
        assert words not in page


@pytest.mark.parametrize(
    ("kind", "method", "answers", "words"),
    [
        (Kind.ONE, None, CLEAR, "Exact sign test"),
        (Kind.APPROVAL, None, {"[1,2]": 30, "[1]": 40, "[3]": 5}, "McNemar’s exact test"),
        (Kind.SCORE, Method.MEAN, {"[[1,5],[2,3]]": 40, "[[1,2],[2,3],[3,1]]": 9}, "Paired permutation test"),
        (Kind.SCORE, Method.MEDIAN, {"[[1,5],[2,3]]": 40, "[[1,2],[2,3],[3,1]]": 9}, "signed-rank test"),
        (
            Kind.RANKING,
            Method.IRV,
            {"[1,2,3]": 20, "[2,1]": 17, "[3,1]": 8},
            "for orders the repetitions decide",
        ),
        (Kind.RANKING, Method.SCHULZE, {"[1,2,3]": 20, "[2,1]": 17, "[3,1]": 8}, "Head to head"),
        (Kind.RANKING, Method.BORDA, {"[1,2,3]": 20, "[2,1]": 17, "[3,1]": 8}, "stays first in"),
    ],
)
def test_every_kind_of_question_is_tested_in_its_own_way(
    cast: SimpleNamespace,
    guest: FlaskClient,
    kind: Kind,
    method: Method | None,
    answers: dict[str, int],
    words: str,
) -> None:
    most = None if kind in (Kind.APPROVAL, Kind.RANKING) else 1
    new = asking(questions=[question(kind, method=method, most=most)])
    poll_id = sealed_poll(cast.viewer("dana"), answers, new)
    assert words in sheet(guest, poll_id)
    position = {Kind.RANKING: "1/matrix", Kind.SCORE: "1/points"}.get(kind, "1/shares")
    for name in (position, "0/course"):
        answer = guest.get(f"/polls/{poll_id}/readout/{name}.svg")
        drawn = ET.fromstring(answer.text)
        assert drawn.find("{http://www.w3.org/2000/svg}title") is not None
        assert "style=" not in answer.text


def test_a_duel_is_read_out_by_its_ranges(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[question(Kind.DUEL)]))
    crowd(poll_id, {'["1>2","1>3","2>3"]': 40, '["2>1","3>2","1>3"]': 6})
    seal_and_make(poll_id)
    page = sheet(guest, poll_id)
    assert "Oat is first." in page and "Wins against an average option" in page
    assert guest.get(f"/polls/{poll_id}/readout/1/shares.svg").status_code == 200


def test_a_runoff_is_drawn_as_a_flow(cast: SimpleNamespace, guest: FlaskClient) -> None:
    new = asking(questions=[question(Kind.RANKING, method=Method.IRV, most=None)])
    poll_id = sealed_poll(cast.viewer("dana"), {"[1,2]": 20, "[2,1]": 17, "[3,2]": 8, "[3]": 2}, new)
    flow = guest.get(f"/polls/{poll_id}/readout/1/flow.svg").text
    assert "Round 2" in flow and ">–<" in flow
    assert "What decides: instant runoff. The bars show: First places." in sheet(guest, poll_id)
    assert flow.count('opacity="0.35"') == 4, (
        "two stay where they are; of the third some go on, some name nobody else"
    )


def test_what_is_inside_is_for_the_brand_alone(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    bands = [{"activity": "reads"}, {"activity": "writes-often"}]
    poll_id = sealed_poll(cast.viewer("dana"), CLEAR, bands=bands)
    inside = ("Who answered what", "Weighted to those who may vote", "Votes that stand out", "Reads only")
    seen = sheet(browser_of("dana"), poll_id)
    assert all(words in seen for words in inside)
    for browser in (guest, browser_of("alice"), browser_of("bruno")):
        seen = sheet(browser, poll_id)
        assert not any(words in seen for words in inside)
        assert "by activity" not in browser.get(f"/polls/{poll_id}/readout/results.csv").text
    assert "by activity" in browser_of("dana").get(f"/polls/{poll_id}/readout/results.csv").text


ADDRESSES = ("", "/results.csv", "/codebook.csv", "/1/shares.svg", "/0/course.svg")


def test_nobody_reads_it_who_may_not_see_the_result(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), CLEAR, asking(shown=Shown.BRAND))
    for address in ADDRESSES:
        for browser in (guest, browser_of("alice"), browser_of("bruno")):
            answer = browser.get(f"/polls/{poll_id}/readout{address}")
            assert answer.status_code == 403 and "Oat" not in answer.text
        assert browser_of("dana").get(f"/polls/{poll_id}/readout{address}").status_code == 200


def test_there_is_none_while_votes_come_in(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, CLEAR)
    dana = browser_of("dana")
    assert all(dana.get(f"/polls/{poll_id}/readout{address}").status_code == 403 for address in ADDRESSES)


def test_a_job_makes_it_and_says_how_far_it_is(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, CLEAR)
    seal(poll_id)
    assert "The read-out is being made" in sheet(guest, poll_id)
    let_the_worker_work()
    assert "A clear lead." in sheet(guest, poll_id)
    done = guest.get(f"/polls/{poll_id}/readout", headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"


def test_the_brand_has_one_made_for_a_poll_that_was_sealed_before(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), CLEAR)
    with write_transaction():
        db.session.query(PollReadout).delete()
    dana = browser_of("dana")
    assert "Make the read-out" in sheet(dana, poll_id)
    assert browser_of("alice").post(f"/polls/{poll_id}/readout").status_code == 403
    assert dana.post(f"/polls/{poll_id}/readout").status_code == 303
    let_the_worker_work()
    assert "A clear lead." in sheet(dana, poll_id)


def test_the_table_names_every_figure_and_is_no_formula(cast: SimpleNamespace, guest: FlaskClient) -> None:
    new = asking(questions=[question(options=["=1+1", "Hazel"])])
    poll_id = sealed_poll(cast.viewer("dana"), {OAT: 50, HAZEL: 10}, new)
    assert "1,shares,1,count,50,of 60" in guest.get(f"/polls/{poll_id}/readout/results.csv").text
    assert "q1:1,'=1+1" in guest.get(f"/polls/{poll_id}/readout/codebook.csv").text


def test_the_page_costs_the_same_for_few_and_for_many(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    dana = browser_of("dana")
    costs = []
    for voters in (40, 400):
        poll_id = sealed_poll(cast.viewer("dana"), {OAT: voters, HAZEL: 10})
        sheet(dana, poll_id)
        with statements(app) as seen:
            sheet(dana, poll_id)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 12
