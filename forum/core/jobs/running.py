"""Doing a job step by step, in portions of the outbox."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from forum.core import chores, outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs.kinds import JobKind, Progress, Step, job_kinds
from forum.core.jobs.models import Job, JobState

TASK = "job.run"
PORTION_SECONDS = 10.0
"""After so long the rest is written down as work to follow, so that other work gets its turn."""
LEASE = timedelta(seconds=30)
MOST_FAILURES = 5
KEPT_WHEN_OVER = timedelta(days=30)
ERROR_LENGTH = 500

log = logging.getLogger(__name__)


def start_job(kind: str, params: Mapping[str, Any], owner_id: int | None = None) -> Job:
    """Have a job done once the present transaction is committed.

    Args:
        kind: a registered kind.
        params: what its steps are told; made of what JSON knows.
        owner_id: the member who may follow it.

    Raises:
        KeyError: when there is no such kind.
    """
    job_kinds[kind]
    job = Job(kind=kind, params=dict(params), owner_id=owner_id, cursor={}, result={}, created_at=clock.now())
    db.session.add(job)
    db.session.flush()
    outbox.enqueue(TASK, {"job_id": job.id})
    return job


def _run(payload: Mapping[str, Any]) -> None:
    """Do steps of one job until it is over, or for one portion of time."""
    ends = time.monotonic() + PORTION_SECONDS
    while _do_step(payload["job_id"]):
        if time.monotonic() > ends:
            with write_transaction():
                outbox.enqueue(TASK, payload)
            return


def _do_step(job_id: int) -> bool:
    """Do one step of a job. Returns whether there is more to do.

    Raises:
        Exception: what the step raised; it is noted, and after the last try it is not raised any more.
    """
    kind_name = db.session.scalar(select(Job.kind).where(Job.id == job_id))
    if kind_name is None:
        return False
    try:
        kind = job_kinds[kind_name]
        return (_step_outside if kind.external else _step_inside)(job_id, kind)
    except Exception as error:
        if _note_failure(job_id, error):
            return False
        raise


def _step_inside(job_id: int, kind: JobKind) -> bool:
    with write_transaction():
        job = _lock(job_id)
        return not job.is_over and _keep(job, kind.step(_step_of(job)))


def _step_outside(job_id: int, kind: JobKind) -> bool:
    with write_transaction():
        job = _lock(job_id)
        step = _step_of(job)
        if job.is_over:
            return False
    progress = kind.step(step)
    with write_transaction():
        job = _lock(job_id)
        return job.cursor == step.cursor and _keep(job, progress)


def _lock(job_id: int) -> Job:
    return db.session.get_one(Job, job_id, populate_existing=True, with_for_update=True)


def _step_of(job: Job) -> Step:
    return Step(job.id, dict(job.params), job.owner_id, dict(job.cursor))


def _keep(job: Job, progress: Progress) -> bool:
    """Write down how far `job` is. Returns whether there is more to do."""
    now = clock.now()
    job.state = JobState.DONE if progress.finished else JobState.RUNNING
    job.done, job.total, job.failures = progress.done, progress.total, 0
    job.cursor, job.result = dict(progress.cursor), dict(progress.result)
    job.started_at = job.started_at or now
    job.finished_at = now if progress.finished else None
    return not progress.finished


def _note_failure(job_id: int, error: Exception) -> bool:
    """Write down what went wrong with a step. Returns whether the job is given up."""
    with write_transaction():
        job = _lock(job_id)
        job.failures += 1
        job.error = f"{type(error).__name__}: {error}".replace("\0", "")[:ERROR_LENGTH]
        if job.failures < MOST_FAILURES:
            return False
        job.state, job.finished_at = JobState.FAILED, clock.now()
    log.error("job %d is given up after %d failures", job_id, MOST_FAILURES, exc_info=error)
    return True


def forget_old() -> None:
    """Delete the records of jobs that were over a month ago."""
    with write_transaction() as session:
        session.execute(delete(Job).where(Job.finished_at < clock.now() - KEPT_WHEN_OVER))


def init_app(app: Flask) -> None:
    """Let the worker of `app` do jobs."""
    outbox.handler(app, TASK, _run, external=True, lease=LEASE)
    chores.chore(app, "jobs.forget", forget_old, every=timedelta(days=1))
