"""How far the sealing of a closed poll has come, for its page."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from forum.core.database import db
from forum.core.jobs import Job, JobState
from forum.polls.sheet import Sheet
from forum.polls.words import State

SEALING = "polls.sealing"
"""The kind of job that seals."""


def sealings_under_way() -> Iterator[Job]:
    """Yield the jobs that seal, or wait to."""
    found = select(Job).where(Job.kind == SEALING, Job.state.in_([JobState.QUEUED, JobState.RUNNING]))
    yield from db.session.scalars(found.order_by(Job.id).execution_options(populate_existing=True))


def sealing_of(sheet: Sheet) -> Job | None:
    """Return the job that seals a closed poll; None before it begins, and for every other poll."""
    if sheet.state != State.CLOSED:
        return None
    return next((job for job in sealings_under_way() if job.params["poll_id"] == sheet.id), None)
