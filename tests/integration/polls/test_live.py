"""Counting while votes come in: off the request, and nobody who writes waits for it."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from flask import Flask

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.polls.models import PollLive
from forum.polls.operations import live
from forum.polls.operations.live import Count, count_open, keep_count
from forum.polls.results import count_question
from tests.integration.polls.ballots import LATER, a_poll, asking, seal, vote

SOON = LATER + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: SOON)


def counted() -> list[tuple[int, int]]:
    db.session.rollback()
    lives = db.session.scalars(db.select(PollLive).execution_options(populate_existing=True))
    return [(each.voters, each.result["1"]["scores"]["1"]) for each in lives]


def test_while_a_poll_is_counted_others_vote(
    app: Flask, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    counting, may_end = Event(), Event()

    def long_count(*given: object) -> object:
        counting.set()
        assert may_end.wait(30)
        return count_question(*given)  # type: ignore[arg-type]  # as they are given

    def work() -> None:
        with app.app_context():
            drain()

    monkeypatch.setattr(live, "count_question", long_count)
    worker = Thread(target=work)
    worker.start()
    try:
        assert counting.wait(30)
        assert vote(cast.viewer("bruno"), poll_id, q1="1").receipt
    finally:
        may_end.set()
        worker.join()
    assert counted() == [(2, 2)]


def test_an_older_count_does_not_replace_a_later_one(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    older = count_open(poll_id, now=LATER)
    vote(cast.viewer("bruno"), poll_id, q1="1")
    newer = count_open(poll_id, now=SOON)
    assert older is not None and newer is not None
    for count in (newer, older):
        with write_transaction():
            keep_count(poll_id, count)
    assert counted() == [(2, 2)]


def test_what_was_counted_while_a_poll_was_sealed_is_not_kept(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    count = count_open(poll_id, now=LATER)
    seal(poll_id)
    assert count is not None
    with write_transaction():
        keep_count(poll_id, count)
    assert counted() == []


def test_two_counts_of_a_secret_poll_at_once_are_no_step_of_less_than_five(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    for voters in (5, 6):
        with write_transaction():
            keep_count(poll_id, Count(voters, {"1": {"scores": {"1": voters}}}, LATER))
    assert counted() == [(5, 5)]
