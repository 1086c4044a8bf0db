"""Work that follows: counting open polls, closing them by the clock, sealing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask

from forum.core import chores, outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Progress, job_kind, start_job
from forum.core.jobs.kinds import Step
from forum.core.versions import opening_scope, touch
from forum.polls.operations.closing import SEAL, close_due, unsealed
from forum.polls.operations.live import TASK, count_open, keep_count
from forum.polls.operations.sealing import (
    answers_of,
    counted,
    finish,
    forget_portion,
    may_be_sealed,
    store_result,
)
from forum.polls.queries import load_sheet
from forum.polls.under_way import SEALING, sealings_under_way

PORTION = 5_000
"""So many ballots forget at once when they were cast: on PostgreSQL about a second."""
EVERY = timedelta(seconds=30)
LONGEST_COUNT = timedelta(minutes=10)
"""After so long a worker that counts an open poll is taken for lost."""


def _recount(payload: Mapping[str, Any]) -> None:
    """Count an open poll with no transaction open: on SQLite all who write would wait for it."""
    poll_id = payload["poll_id"]
    count = count_open(poll_id, now=clock.now())
    db.session.rollback()
    if count is not None:
        with write_transaction():
            keep_count(poll_id, count)


def _seal(payload: Mapping[str, Any]) -> None:
    """Have a closed poll sealed step by step."""
    if all(job.params["poll_id"] != payload["poll_id"] for job in sealings_under_way()):
        start_job(SEALING, {"poll_id": payload["poll_id"]})


def seal_step(step: Step) -> Progress:
    """Do one step of sealing: count a question, forget the times of some ballots, or close the seal.

    What takes long, counting, is done with no transaction open: nothing changes the ballots of a closed poll. Steps
    may be repeated, after a kill or by a second job, and find what was done.
    """
    poll_id, counted_ones = step.params["poll_id"], int(step.cursor.get("questions", 0))
    with write_transaction():
        if not may_be_sealed(poll_id, clock.now()):
            return Progress(1, 1, finished=True)
    sheet = load_sheet(poll_id)
    assert sheet is not None
    total = len(sheet.questions) + 2
    if counted_ones < len(sheet.questions):
        question = sheet.questions[counted_ones]
        file, result = counted(sheet, question, answers_of(sheet)[counted_ones])
        db.session.rollback()
        with write_transaction():
            store_result(sheet, question, file, result)
            touch(opening_scope(sheet.topic_id))
        return Progress(counted_ones + 1, total, {"questions": counted_ones + 1})
    db.session.rollback()
    with write_transaction():
        further = forget_portion(poll_id, step.cursor, PORTION) if sheet.is_secret else None
        if further is not None:
            touch(opening_scope(sheet.topic_id))
            return Progress(total - 2, total, {"questions": counted_ones, **further})
        finish(poll_id, now=clock.now())
    return Progress(total, total, finished=True)


def watch_the_clock() -> None:
    """Close the polls whose time has come, and have those sealed whose job was lost."""
    with write_transaction():
        close_due(clock.now())
    db.session.rollback()
    for poll_id in list(unsealed(clock.now())):
        with write_transaction():
            outbox.enqueue(SEAL, {"poll_id": poll_id}, key=str(poll_id))


def init_app(app: Flask) -> None:
    """Let the worker of `app` do it."""
    outbox.handler(app, TASK, _recount, external=True, lease=LONGEST_COUNT)
    outbox.handler(app, SEAL, _seal)
    job_kind(app, SEALING, seal_step, external=True)
    chores.chore(app, "polls.watch-the-clock", watch_the_clock, every=EVERY)
