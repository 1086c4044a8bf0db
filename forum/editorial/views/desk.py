"""The brand's desk for publishing: what waits, what is planned, the balance and the rhythm; and the calendar."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, to_user_timezone, to_utc

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.policy import NotFound
from forum.editorial.balance import WEEKS, shares, weeks
from forum.editorial.queries.publications import (
    Listed,
    between,
    last_published,
    published_since,
    unpublished,
    waiting_for,
)
from forum.editorial.views.blueprint import blueprint, page, publisher
from forum.editorial.words import State


@blueprint.get("/editorial")
@sign_in_required
def desk() -> ResponseReturnValue:
    """Show what waits, what is planned, and how the last weeks were."""
    viewer = publisher()
    today = to_user_timezone(clock.now()).date()
    found = published_since(clock.now() - timedelta(weeks=WEEKS))
    local = [(purpose, to_user_timezone(at)) for purpose, at in found]
    waiting = unpublished()
    shown_weeks = weeks(local, today)
    return page(
        "editorial/desk.html",
        asked=waiting_for(viewer),
        planned=[each for each in waiting if each.state != State.DRAFT],
        drafts=[each for each in waiting if each.state == State.DRAFT],
        published=last_published(),
        shares=shares(purpose for purpose, _at in found),
        weeks=shown_weeks,
        most=max(1, *(each.total for each in shown_weeks)),
        total=len(found),
    )


@blueprint.get("/editorial/calendar")
@sign_in_required
def month() -> ResponseReturnValue:
    """Show a month: on wide screens as weeks, on narrow ones as a list."""
    publisher()
    today = to_user_timezone(clock.now()).date()
    first = _asked_month(today)
    days = [day for week in calendar.Calendar().monthdatescalendar(first.year, first.month) for day in week]
    shown = between(_begin(days[0]), _begin(days[-1] + timedelta(days=1)))
    by_day: dict[date, list[Listed]] = {day: [] for day in days}
    for each in shown:
        if each.at is not None:
            by_day.setdefault(to_user_timezone(each.at).date(), []).append(each)
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return page(
        "editorial/calendar.html",
        title=format_date(first, "MMMM yyyy"),
        first=first,
        today=today,
        names=[format_date(day, "EEE") for day in days[:7]],
        rows=[[(day, by_day[day]) for day in days[place : place + 7]] for place in range(0, len(days), 7)],
        before_href=url_for("editorial.month", month=f"{before:%Y-%m}"),
        after_href=url_for("editorial.month", month=f"{after:%Y-%m}"),
        here=f"{first:%Y-%m}",
    )


def _asked_month(today: date) -> date:
    asked = request.args.get("month")
    if not asked:
        return today.replace(day=1)
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError as error:
        raise NotFound from error
    if abs(first.year - today.year) > 10:
        raise NotFound
    return first


def _begin(day: date) -> datetime:
    """Return when a day begins where the viewer is."""
    begins: datetime = to_utc(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - in the viewer's time zone
    return begins.replace(tzinfo=UTC)
