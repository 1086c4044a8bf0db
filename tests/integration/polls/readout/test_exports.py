"""What is taken home from a read-out: every figure in a table with its codebook, every chart, the ballots."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.discussions.operations.reading import mark_read
from forum.polls.models import Ballot, Poll
from forum.polls.operations.voting import withdraw_ballot
from forum.polls.words import Kind, Method, Roll
from tests.integration.polls.ballots import LATER, a_poll, asking, question, vote
from tests.integration.polls.readout.crowds import HAZEL, OAT, RYE, crowd, seal_and_make, sealed_poll

BrowserOf = Callable[[str], FlaskClient]
Figure = tuple[str, str, str, str]
SURVEY = asking(
    questions=[
        question(Kind.RANKING, method=Method.IRV, most=None),
        question(Kind.SCORE, method=Method.MEAN),
        question(Kind.DUEL),
    ],
    publishes_ballots=True,
)
VOTED = {
    '[1,2],[[1,5],[2,3]],["1>2","1>3","2>3"]': 20,
    '[2,1],[[2,4]],["2>1"]': 17,
    "[3,2],[[3,1]],[]": 8,
}


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=30))


def figures(browser: FlaskClient, poll_id: int) -> dict[Figure, tuple[str, str]]:
    """Return value and note of each line of the table."""
    text = browser.get(f"/polls/{poll_id}/readout/results.csv").text.removeprefix("\ufeff")
    head, *lines = csv.reader(io.StringIO(text))
    assert head == ["question", "table", "row", "column", "value", "note"]
    assert len({tuple(line[:4]) for line in lines}) == len(lines), "no figure stands there twice"
    return {(line[0], line[1], line[2], line[3]): (line[4], line[5]) for line in lines}


def test_the_table_tells_what_stands_beside_every_chart(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), VOTED, SURVEY)
    told = figures(guest, poll_id)
    assert told["0", "poll", "", "voters"][0] == "45"
    assert told["1", "matrix", "2", "1"][0] == "25"
    assert [told["1", f"round {turn}", "2", "votes"][0] for turn in (1, 2)] == ["17", "25"]
    assert ("1", "round 2", "3", "votes") not in told
    assert [told["2", "points", "1", str(points)][0] for points in range(1, 6)] == ["0", "0", "0", "0", "20"]
    low, chance, high = (float(told["3", "duel", "1", name][0]) for name in ("low", "chance", "high"))
    assert low < chance < high
    explained = guest.get(f"/polls/{poll_id}/readout/codebook.csv").text
    for word in ("matrix", "exhausted", "chance", "low, high", "deff, n-effective", "q3:1"):
        assert f"\n{word}," in explained or f'\n"{word}",' in explained, word


def test_every_chart_and_every_question_s_ballots_are_a_file(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), VOTED, SURVEY)
    page = guest.get(f"/polls/{poll_id}/readout").text
    charts = set(re.findall(r'href="(/polls/\d+/readout/\d/\w+\.svg)" download', page))
    names = {chart.rpartition("readout/")[2] for chart in charts}
    assert names == {
        "1/shares.svg", "1/flow.svg", "1/matrix.svg", "2/shares.svg", "2/points.svg", "3/shares.svg", "0/course.svg",
    }  # fmt: skip
    for chart in charts:
        answer = guest.get(chart)
        assert answer.mimetype == "image/svg+xml" and "<svg " in answer.text
    assert re.findall(rf'href="(/polls/{poll_id}/ballots/\d)"[^>]*>[^<]*\(PrefLib\)', page) == [
        f"/polls/{poll_id}/ballots/{number}" for number in (1, 2, 3)
    ]


def test_odd_votes_stand_in_the_table_with_and_without_them(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, {OAT: 60, HAZEL: 40, RYE: 12}, is_silent=False)
    crowd(poll_id, {OAT: 6, RYE: 60}, network="one house", is_new=True, is_silent=True)
    seal_and_make(poll_id)
    told = figures(browser_of("dana"), poll_id)
    assert told["1", "marks", "odd", "voters"] == ("66", "")
    assert told["1", "shares", "3", "count"] == ("72", "of 178"), "nothing is left out of the result"
    assert ("1", "marks", "odd", "first-without 1") in told
    assert [told["1", f"marks {name}", "odd", "3"] for name in ("with", "without")] == [
        ("60", ""),
        ("12", ""),
    ]
    assert not any(table.startswith("marks") for _question, table, _row, _column in figures(guest, poll_id))


def test_turnout_is_told_among_those_who_could_and_among_those_who_saw_it(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(roll=Roll.AT_OPENING))
    for name in ("alice", "chloe"):
        vote(cast.viewer(name), poll_id, q1="1")
    topic = db.session.get_one(Poll, poll_id).topic_id
    vote(cast.viewer("bruno"), poll_id, q1="2")
    with write_transaction():
        withdraw_ballot(cast.viewer("bruno"), poll_id, arrived=LATER, now=LATER)
        db.session.query(Ballot).filter_by(poll_id=poll_id).update({"is_joiner": True})
        mark_read(cast.emil.id, topic, 1)
        mark_read(cast.alice.id, topic, 1)
    seal_and_make(poll_id)
    told = figures(guest, poll_id)
    names = ("voters", "eligible", "saw", "joiners")
    assert [told["0", "poll", "", name][0] for name in names] == ["2", "5", "3", "2"]
    course = [value for (_number, table, *_rest), (value, _note) in told.items() if table == "course"]
    assert course == ["2"], "votes that were taken back are not counted"
    page = guest.get(f"/polls/{poll_id}/readout").text
    for words in ("40.0 %", "of 5 members who could vote", "66.7 %", "3 members opened the topic"):
        assert words in page


@pytest.mark.parametrize(
    ("answers", "kept"),
    [({OAT: 40, HAZEL: 6, RYE: 5}, 51), ({OAT: 40, HAZEL: 7, RYE: 4}, 40), ({OAT: 40, HAZEL: 7}, 47)],
    ids=["all", "a few and the next", "none left out"],
)
def test_the_brand_has_the_common_ballots_of_a_secret_poll_and_nobody_else_any(
    cast: SimpleNamespace,
    guest: FlaskClient,
    browser_of: BrowserOf,
    answers: dict[str, int],
    kept: int,
) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), answers, asking(is_secret=True))
    address = f"/polls/{poll_id}/ballots/1"
    assert {who.get(address).status_code for who in (guest, browser_of("chloe"))} == {403}
    assert address not in guest.get(f"/polls/{poll_id}/readout").text
    dana = browser_of("dana")
    assert address in dana.get(f"/polls/{poll_id}/readout").text
    text = dana.get(address).text
    assert f"# NUMBER LEFT OUT: {sum(answers.values()) - kept}\n" in text
    assert f"# NUMBER VOTERS: {kept}\n" in text
