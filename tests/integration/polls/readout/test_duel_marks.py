"""Duels have an integrity part like other questions, and counting for it holds nobody up."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.core.database import db, write_transaction
from forum.core.jobs.kinds import Step
from forum.desk.models import DeskCause
from forum.polls import results
from forum.polls.counting.duels import count_duels
from forum.polls.models import Poll
from forum.polls.readout import making
from forum.polls.readout.models import PollReadout
from forum.polls.words import Kind
from tests.integration.polls.ballots import a_poll, asking, question, seal
from tests.integration.polls.readout.crowds import crowd, seal_and_make

BrowserOf = Callable[[str], FlaskClient]
FOR_OAT, FOR_HAZEL = '["1>2","1>3","2>3"]', '["2>1","2>3","1>3"]'
FOR_RYE, ONE_ANSWER = '["3>1","3>2"]', '["2>3"]'


def a_duel(cast: SimpleNamespace) -> int:
    """Return an open duel in which forty answered as they liked, and thirty others of one house nearly all for Rye."""
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[question(Kind.DUEL)]))
    crowd(poll_id, {FOR_OAT: 40, FOR_HAZEL: 25, FOR_RYE: 10, ONE_ANSWER: 30}, is_silent=False)
    crowd(poll_id, {FOR_RYE: 24, FOR_OAT: 6}, network="one house", is_new=True, is_silent=True)
    return poll_id


def figures() -> dict[str, Any]:
    db.session.rollback()
    told = db.session.scalars(db.select(PollReadout).execution_options(populate_existing=True)).one().figures
    assert told is not None
    return told


def all_steps(poll_id: int) -> list[int]:
    """Make a read-out as a worker does; answers how far it was after each step."""
    cursor: dict[str, Any] = {}
    done: list[int] = []
    while not done or done[-1] < 100:
        progress = making._step(Step(1, {"poll_id": poll_id}, None, cursor))
        cursor = dict(progress.cursor)
        done.append(progress.done)
    return done


def test_a_duel_shows_marked_answers_with_and_without(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    poll_id = a_duel(cast)
    seal_and_make(poll_id)
    oddities = figures()["questions"][0]["oddities"]
    assert oddities["stuffed"] == 3
    names = [group["mark"] for group in oddities["groups"]]
    assert names == ["burst", "network", "new", "silent", "odd"]
    odd = oddities["groups"][-1]
    assert (odd["n"], odd["first_without"]) == (30, [1])
    order = figures()["questions"][0]["order"]
    rows = {row["bands"][0]: dict(zip(order, row["cells"], strict=True)) for row in odd["rows"]}
    assert rows["marked"] == {1: 6, 2: None, 3: 24}
    assert rows["unmarked"] == {1: 40, 2: None, 3: 10}

    page = browser_of("dana").get(f"/polls/{poll_id}/readout").text
    assert "A group of votes stands out" in page and "in most of the pairs in which they saw it" in page
    assert "With so few voters" not in page
    assert "Votes that stand out" not in guest.get(f"/polls/{poll_id}/readout").text
    table = browser_of("dana").get(f"/polls/{poll_id}/readout/results.csv").text
    assert "1,marks with,odd,3,24," in table
    assert db.session.query(DeskCause).filter_by(source="poll-integrity").count() == 1


def test_who_answers_much_does_not_stand_out_by_that_alone(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[question(Kind.DUEL)]))
    crowd(poll_id, {'["1>2"]': 30, '["2>3"]': 30, '["1>3"]': 30}, is_silent=False)
    crowd(poll_id, {FOR_OAT: 20}, network="one house", is_new=True, is_silent=True)
    seal_and_make(poll_id)
    assert figures()["questions"][0]["oddities"]["stuffed"] is None


def test_each_step_counts_a_long_duel_once_and_others_write_meanwhile(
    app: Flask, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll_id = a_duel(cast)
    seal(poll_id)
    counts: list[int] = []

    def write() -> None:
        with app.app_context(), write_transaction() as session:
            session.execute(update(Poll).where(Poll.id != poll_id).values(min_age_days=1))

    def slowly(*given: Any, **more: Any) -> Any:
        with ThreadPoolExecutor(1) as another:
            another.submit(write).result()
        counts.append(1)
        return count_duels(*given, **more)

    monkeypatch.setattr(results, "count_duels", slowly)
    seen: list[int] = []
    step = making._step

    def counted(each: Step) -> Any:
        before = len(counts)
        progress = step(each)
        seen.append(len(counts) - before)
        return progress

    monkeypatch.setattr(making, "_step", counted)
    assert all_steps(poll_id) == [0, 1, 2, 3, 4, 5, 100]
    assert seen == [0, 1, 1, 1, 1, 0, 0], "nobody voted in a burst"
    assert figures()["questions"][0]["oddities"]["groups"][-1]["first_without"] == [1]
