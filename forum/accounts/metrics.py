"""What this room counts: days on which a member came by, and years of membership."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l, ngettext
from sqlalchemy import Select, case, func, literal_column, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from forum.accounts.events import MemberVisited
from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db
from forum.core.metrics import Change, Metric, Scope, register_metric

DAYS = "days-visited"
YEARS = "membership-years"
MOST_YEARS = 60


def _tally_days(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    return _of_members(Member.days_visited, subjects)


def _tally_years(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    return _of_members(_years(), subjects)


def _of_members(value: Any, subjects: Sequence[int] | None) -> Select[Any]:
    columns = (Member.id.label("subject"), Member.id.label("member"), value.label("value"))
    found = select(*columns).where(Member.erased_at.is_(None), value > 0)
    return found if subjects is None else found.where(Member.id.in_(subjects))


def _years() -> ColumnElement[int]:
    """Return the whole years since a member joined, as one comparison for each."""
    now = clock.now()
    anniversaries = [
        (Member.created_at <= moment, years)
        for years in range(MOST_YEARS, 0, -1)
        if (moment := _years_before(now, years)) is not None
    ]
    return case(*anniversaries, else_=0)


def _years_before(moment: Any, years: int) -> Any:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)


def _year_moments(scope: Scope, thresholds: Sequence[int], subjects: Sequence[int]) -> Select[Any]:
    parts = []
    for years in thresholds:
        at = _after_years(years)
        parts.append(
            select(
                Member.id.label("subject"), literal_column(str(int(years))).label("threshold"), at.label("at")
            ).where(Member.id.in_(subjects))
        )
    found = union_all(*parts).subquery().c
    return select(found.subject, found.threshold, found.at)


def _after_years(years: int) -> Any:
    if db.session.get_bind().dialect.name == "postgresql":
        return Member.created_at + func.make_interval(years)
    return func.strftime(
        "%Y-%m-%d %H:%M:%f", Member.created_at, f"+{int(years)} years", type_=Member.created_at.type
    )


def init_app(app: Flask) -> None:
    """Enter both."""
    nowhere: frozenset[str] = frozenset()
    register_metric(
        app,
        Metric(
            DAYS,
            _l("Days on which a member came by"),
            lambda number: ngettext("%(num)d day", "%(num)d days", number),
            per_contribution=False,
            tally=_tally_days,
            events={
                MemberVisited: lambda event: Change(
                    (event.member_id,), event.at, event.days, 1, member_id=event.member_id
                )
            },
            narrows=nowhere,
            order=80,
        ),
    )
    register_metric(
        app,
        Metric(
            YEARS,
            _l("Years of membership"),
            lambda number: ngettext("%(num)d year", "%(num)d years", number),
            per_contribution=False,
            tally=_tally_years,
            moments=_year_moments,
            narrows=nowhere,
            needs_clock=True,
            order=90,
        ),
    )
