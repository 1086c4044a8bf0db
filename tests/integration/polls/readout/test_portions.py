"""A read-out is made in portions that say how far they are; in how many makes no difference to what comes out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from forum.core.database import db, write_transaction
from forum.core.jobs.kinds import Step
from forum.polls.models import Poll
from forum.polls.readout import making
from forum.polls.readout.figures import working
from forum.polls.readout.marks import Firsts
from forum.polls.readout.models import PollReadout
from forum.polls.readout.snapshot import snapshot_now
from forum.polls.sheet import Sheet
from forum.polls.words import Kind, Method
from tests.integration.polls.ballots import a_poll, asking, seal
from tests.integration.polls.readout.crowds import crowd, seal_and_make

RANKINGS = {"[1,2,3]": 20, "[2,1]": 12, "[3,2,1]": 11, "[3,1]": 4, "[2]": 9, "[1]": 1}


def figures_of(poll_id: int) -> dict[str, Any]:
    db.session.rollback()
    found = db.session.get_one(PollReadout, poll_id, populate_existing=True).figures
    assert found is not None
    return found


@pytest.mark.parametrize("method", [Method.IRV, Method.SCHULZE, Method.BORDA])
def test_portions_say_how_far_they_are_and_give_what_one_portion_gives(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, method: Method
) -> None:
    at_once, in_portions = (
        a_poll(cast.viewer("dana"), asking(Kind.RANKING, method=method)) for _turn in range(2)
    )
    for poll_id in (at_once, in_portions):
        crowd(poll_id, RANKINGS)
    seal_and_make(at_once)
    seal(in_portions)

    monkeypatch.setattr(making, "SECONDS", 0.0)
    monkeypatch.setattr(working, "BY_TURNS", 250)
    cursor, told = {}, []
    while not told or told[-1].total != told[-1].done:
        told.append(making._step(Step(1, {"poll_id": in_portions}, None, cursor)))
        cursor = dict(told[-1].cursor)
    assert [each.done for each in told] == [5, 28, 52, 76, 100]
    assert {each.total for each in told} == {100}
    lead, alone = (figures_of(poll_id)["questions"][0]["lead"] for poll_id in (in_portions, at_once))
    assert lead["rounds"] == alone["rounds"] == 1_000
    assert lead["comparisons"] == alone["comparisons"]


def test_of_very_many_kinds_of_ballots_every_repetition_looks_at_the_clock(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(Kind.RANKING, method=Method.IRV))
    crowd(poll_id, RANKINGS)
    seal(poll_id)
    monkeypatch.setattr(making, "SECONDS", 0.0)
    monkeypatch.setattr(working, "QUICK", 2)
    monkeypatch.setattr(working, "TIMES_READING", 0)
    cursor: dict[str, Any] = {}
    for _turn in range(3):
        cursor = dict(making._step(Step(1, {"poll_id": poll_id}, None, cursor)).cursor)
    assert cursor["turn"] == 2


def test_others_write_while_the_snapshot_of_a_large_poll_is_taken(
    app: Flask, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(Kind.RANKING, method=Method.IRV))
    crowd(poll_id, RANKINGS)
    seal(poll_id)

    def write() -> None:
        with app.app_context(), write_transaction() as session:
            session.execute(update(Poll).where(Poll.id != poll_id).values(min_age_days=1))

    def slowly(sheet: Sheet, now: datetime, firsts: Firsts) -> dict[str, Any]:
        found = snapshot_now(sheet, now, firsts)
        with ThreadPoolExecutor(1) as another:
            another.submit(write).result()
        return found

    monkeypatch.setattr(making, "snapshot_now", slowly)
    assert making._step(Step(1, {"poll_id": poll_id}, None, {})).done == 5
    assert making.snapshot_of(poll_id)["joiners"] == 0
