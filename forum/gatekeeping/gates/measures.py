"""A gate for those who can only read for a time: told until when, and where it says why."""

from __future__ import annotations

from flask_babel import format_date, gettext as _
from sqlalchemy import func, select

from forum.core.gates import PASSED, Outcome, Submission, Verdict
from forum.core.reading import fetch
from forum.gatekeeping.models import Measure, MeasureKind

GATE = "read-only"


def read_only_gate(submission: Submission) -> Verdict:
    """Refuse what somebody writes while they can only read."""
    if submission.actor.id is None:
        return PASSED
    until = fetch(
        select(func.max(Measure.until)).where(
            Measure.member_id == submission.actor.id,
            Measure.kind == MeasureKind.READ_ONLY,
            Measure.lifted_at.is_(None),
            Measure.until > submission.now,
        )
    ).scalar()
    if until is None:
        return PASSED
    message = _(
        "You can read here, but not write until %(day)s. Why, and how to object, stands in your notices.",
        day=format_date(until, "long"),
    )
    return Verdict(Outcome.REFUSE, message, GATE)
