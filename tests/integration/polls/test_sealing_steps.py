"""Sealing in the worker: step by step with progress, and whatever breaks off goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.jobs.kinds import Step
from forum.core.jobs.running import _do_step
from forum.core.outbox import drain
from forum.polls import jobs
from forum.polls.models import Ballot, Poll, PollResult
from forum.polls.operations.sealing import verify_poll
from forum.polls.words import Kind, Shown, State
from tests.integration.polls.ballots import LATER, a_poll, asking, close, question, vote


@pytest.fixture
def survey(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> int:
    """A secret poll of two questions that three have answered and that has closed."""
    asked = asking(
        questions=[question(), question(Kind.APPROVAL, most=None)], is_secret=True, shown=Shown.AFTER_CLOSE
    )
    poll_id = a_poll(cast.viewer("dana"), asked)
    for handle in ("alice", "bruno", "chloe"):
        vote(cast.viewer(handle), poll_id, q1="1", q2=["1", "3"])
    close(poll_id)
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=11))
    return poll_id


def sealed(poll_id: int) -> tuple[int, int, int, list[object]]:
    db.session.rollback()
    poll = db.session.get_one(Poll, poll_id, populate_existing=True)
    times = list(db.session.scalars(db.select(Ballot.cast_at).where(Ballot.poll_id == poll_id)))
    return poll.state, poll.voters or 0, db.session.query(PollResult).count(), times


def test_the_worker_seals_a_poll_in_steps_and_says_how_far_it_is(
    app: Flask, survey: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PORTION", 2)
    drain()
    assert sealed(survey) == (State.SEALED, 3, 2, [None] * 3)
    job = db.session.query(Job).filter_by(kind=jobs.SEALING).one()
    assert (job.done, job.total, job.percent) == (4, 4, 100)
    assert verify_poll(survey).faults == ()


def test_sealing_that_broke_off_after_any_step_goes_on(app: Flask, survey: int) -> None:
    cursor: dict[str, object] = {}
    for done in (1, 2):
        db.session.rollback()
        step = jobs.seal_step(Step(1, {"poll_id": survey}, None, cursor))
        assert (step.done, sealed(survey)[0]) == (done, State.CLOSED)
        cursor = dict(step.cursor)
    drain()
    assert sealed(survey) == (State.SEALED, 3, 2, [None] * 3)
    assert verify_poll(survey).faults == ()


def test_two_that_look_for_unsealed_polls_start_one_job(app: Flask, survey: int) -> None:
    for _turn in range(2):
        with write_transaction():
            jobs._seal({"poll_id": survey})
    assert db.session.query(Job).filter_by(kind=jobs.SEALING).count() == 1


def test_the_page_says_how_far_sealing_has_come_and_not_what_comes_out(
    app: Flask, survey: int, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    with write_transaction():
        jobs._seal({"poll_id": survey})
    job_id = db.session.query(Job.id).filter_by(kind=jobs.SEALING).scalar()
    browsers = (guest, browser_of("chloe"))
    for done in (1, 2):
        _do_step(job_id)
        for browser in browsers:
            page = browser.get("/topics/1/what-next").text
            assert f'max="4" value="{done}"' in page and "Look again" in page
            assert "Most votes" not in page and "approvals" not in page
    drain()
    for browser in browsers:
        page = browser.get("/topics/1/what-next").text
        assert "Sealed." in page and "Look again" not in page
