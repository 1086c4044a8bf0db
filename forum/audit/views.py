"""The public page of numbers: what was decided, why, how long it took; and the end of the record, to be noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from forum.audit.models import AuditEntry
from forum.audit.queries import month_span
from forum.core.clock import clock
from forum.core.database import db
from forum.core.transparency import figures

blueprint = Blueprint("transparency", __name__)
MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Period:
    """A year (2026) or a month of it (2026-03), from its first moment to that after its last, in UTC."""

    name: str
    start: datetime
    end: datetime


@blueprint.get("/transparency")
def transparency() -> ResponseReturnValue:
    """Show the numbers of a period: of the present year, unless another is asked for."""
    now = clock.now().astimezone(UTC)
    period = _asked(request.args.get("period")) or _year(now.year)
    last = db.session.execute(
        select(AuditEntry.id, AuditEntry.link).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    return render_template(
        "audit/transparency.html",
        period=period,
        years=_years(period, now),
        months=_months(period, now),
        tables=[table for tables in figures for table in tables(period.start, period.end)],
        last=last,
    )


def _asked(name: str | None) -> Period | None:
    """Return the period of that name; None for what is none."""
    span = month_span(name)
    if name is not None and span is not None:
        return Period(name, *span)
    if name is not None and len(name) == 4 and month_span(f"{name}-01") is not None:
        return _year(int(name))
    return None


def _year(year: int) -> Period:
    return Period(str(year), datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def _years(period: Period, now: datetime) -> Sequence[tuple[str, str, bool]]:
    """Return the years in which anything was recorded, as links."""
    first = db.session.scalar(select(func.min(AuditEntry.at)))
    oldest = max(first.year if first is not None else now.year, now.year - MOST_YEARS + 1)
    names = [str(year) for year in range(now.year, oldest - 1, -1)]
    return [(name, _address(name), name == period.name[:4]) for name in names]


def _months(period: Period, now: datetime) -> Sequence[tuple[datetime, str, bool]]:
    """Return the months of the year that is shown, as far as they have begun, as links."""
    year = int(period.name[:4])
    last = now.month if year == now.year else 12
    found = []
    for number in range(1, last + 1):
        name = f"{year}-{number:02}"
        found.append((datetime(year, number, 1, 12, tzinfo=UTC), _address(name), name == period.name))
    return found


def _address(name: str) -> str:
    return url_for("transparency.transparency", period=name)
