"""Long work goes step by step, shows how far it is, and goes on where it stood."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core import jobs, outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import running
from forum.core.outbox.models import OutboxRow
from forum.core.policy import GUEST, SYSTEM, NotFound, Viewer
from tests.workshop import effects

ALICE, CHLOE = Viewer(id=1), Viewer(id=3)


def begin(**params: object) -> int:
    with write_transaction():
        return jobs.start_job("count", params, owner_id=ALICE.id).id


def read(job_id: int) -> jobs.Job:
    db.session.rollback()
    return jobs.find_job(ALICE, job_id)


def let_pauses_run_out() -> None:
    with write_transaction():
        for row in db.session.scalars(select(OutboxRow)):
            row.run_after = clock.now() - timedelta(seconds=1)


def test_a_job_is_done_and_says_what_came_of_it(workshop: Flask) -> None:
    job_id = begin(upto=5)
    assert read(job_id).state == "queued"

    outbox.drain()

    job = read(job_id)
    assert (job.state, job.percent, job.result) == ("done", 100, {"counted": 5})
    assert effects() == [1, 2, 3, 4, 5]


def test_long_work_is_cut_into_portions_so_that_others_get_their_turn(
    workshop: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PORTION_SECONDS", -1)
    job_id = begin(upto=4)

    assert outbox.drain() == 4

    assert read(job_id).state == "done"
    assert effects() == [1, 2, 3, 4]


def test_progress_can_be_seen_meanwhile(workshop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = begin(upto=4)

    running._do_step(job_id)

    job = read(job_id)
    assert (job.state, job.done, job.total, job.percent) == ("running", 1, 4, 25)


def test_a_step_that_fails_leaves_no_half_effect_and_the_job_goes_on_where_it_stood(workshop: Flask) -> None:
    job_id = begin(upto=5, fails_at=3)
    outbox.drain()
    assert effects() == [1, 2]
    assert read(job_id).error == "RuntimeError: told to fail"

    with write_transaction():
        job = jobs.find_job(ALICE, job_id)
        job.params = {"upto": 5}
    let_pauses_run_out()
    outbox.drain()

    assert read(job_id).state == "done"
    assert effects() == [1, 2, 3, 4, 5]


def test_a_job_that_always_fails_is_given_up_and_says_so(workshop: Flask) -> None:
    job_id = begin(upto=5, fails_at=1)

    for _ in range(running.MOST_FAILURES):
        outbox.drain()
        let_pauses_run_out()

    job = read(job_id)
    assert job.state == "failed"
    assert job.is_over
    assert outbox.drain() == 0


def test_a_step_that_another_worker_did_meanwhile_is_not_counted_twice(workshop: Flask) -> None:
    with write_transaction():
        job_id = jobs.start_job("overtaken", {}).id

    running._do_step(job_id)

    db.session.rollback()
    assert jobs.find_job(SYSTEM, job_id).done == 5, "what the other worker wrote stands"


def test_only_its_owner_and_administrators_see_a_job(workshop: Flask) -> None:
    job_id = begin(upto=1)

    assert jobs.find_job(SYSTEM, job_id).id == job_id
    for stranger in (CHLOE, GUEST):
        with pytest.raises(NotFound):
            jobs.find_job(stranger, job_id)


def test_an_unknown_kind_is_refused_at_once(workshop: Flask) -> None:
    with pytest.raises(KeyError), write_transaction():
        jobs.start_job("dance", {})


def test_jobs_that_were_over_a_month_ago_are_forgotten(workshop: Flask) -> None:
    job_id = begin(upto=1)
    outbox.drain()
    with write_transaction():
        jobs.find_job(ALICE, job_id).finished_at = clock.now() - timedelta(days=31)

    running.forget_old()

    with pytest.raises(NotFound):
        read(job_id)
