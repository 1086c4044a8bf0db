"""What everybody may know about moderation: how much of what, why, how long it took, and what was taken back.

The numbers that DSA, art. 15 and 24 ask for: decisions by ground and by how they came about, notices and what became of
them, complaints with their outcome and the median time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import case, func, select

from forum.core.database import db
from forum.core.reasons import reason_name
from forum.core.transparency import Table, middle, register_figures
from forum.moderation.models import Objection, ObjectionState, Report, ReportState, Source, Statement


def tables(start: datetime, end: datetime) -> Sequence[Table]:
    """Return the tables of a period."""
    return [_decisions(start, end), _reports(start, end), _objections(start, end)]


def _decisions(start: datetime, end: datetime) -> Table:
    rows = db.session.execute(
        select(
            Statement.reason,
            func.count(),
            *(_times(Statement.source == source) for source in Source),
            _times(Statement.found_by_machine),
            _times(Statement.decided_by_machine),
            _times(Statement.lifted_at.is_not(None)),
        )
        .where(Statement.sent_at >= start, Statement.sent_at < end)
        .group_by(Statement.reason)
        .order_by(func.count().desc(), Statement.reason)
    ).all()
    return Table(
        _("Decisions about what members wrote, by reason"),
        (
            _("Decisions"),
            _("Own look"),
            _("After a report"),
            _("After a notice"),
            _("Found by a machine"),
            _("Decided by a machine"),
            _("Taken back"),
        ),
        [(reason_name(row[0]), tuple(row[1:])) for row in rows],
        _("Every decision of which a member was owed the reasons."),
    )


def _reports(start: datetime, end: datetime) -> Table:
    kinds = (
        (_("Reports by members"), Report.ticket.is_(None)),
        (_("Notices by anybody, with an address"), Report.ticket.is_not(None)),
    )
    found = [
        (name, _row(Report, Report.created_at, which, ReportState.UPHELD, start, end))
        for name, which in kinds
    ]
    return Table(_("Reports and notices"), _outcomes(_("Something was done"), _("Nothing was needed")), found)


def _objections(start: datetime, end: datetime) -> Table:
    kinds = (
        (_("By those concerned"), Objection.statement_id.is_not(None)),
        (_("By those who had reported"), Objection.report_id.is_not(None)),
    )
    found = [
        (name, _row(Objection, Objection.filed_at, which, ObjectionState.UPHELD, start, end))
        for name, which in kinds
    ]
    return Table(
        _("Objections to decisions"),
        _outcomes(_("Upheld"), _("Declined")),
        found,
        _("Each is decided in writing by somebody who did not decide before, where there is such a person."),
    )


def _outcomes(upheld: str, declined: str) -> tuple[str, ...]:
    return (_("Received"), upheld, declined, _("Median time to the decision"))


def _row(
    model: type[Report | Objection], begun: Any, which: Any, upheld: str, start: datetime, end: datetime
) -> tuple[int | str, ...]:
    """Return how many came in, what became of them, and the median time that took, in one statement."""
    rows = db.session.execute(
        select(model.state, begun, model.decided_at).where(which, begun >= start, begun < end)
    ).all()
    decided = [row for row in rows if row[0] in (upheld, "declined")]
    return (
        len(rows),
        sum(row[0] == upheld for row in rows),
        sum(row[0] == "declined" for row in rows),
        middle([row[2] - row[1] for row in decided]),
    )


def _times(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def init_app(app: Flask) -> None:
    """Enter the tables."""
    register_figures(app, "moderation", tables)
