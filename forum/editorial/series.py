"""When the next of a series comes: at the same hour of the clock where its author is, whatever clocks do meanwhile."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from forum.accounts.time_zones import known_time_zone
from forum.editorial.words import STEPS, Every


def next_time(
    last: datetime, every: Every, *, after: datetime, zone: str = "UTC", day: int | None = None
) -> datetime:
    """Return the first time of the series behind `last` that is later than `after`: what was missed is not made up.

    `day` is the day of the month on which a monthly series began: one of the 31st comes back to it after February.
    """
    local = last.astimezone(ZoneInfo(known_time_zone(zone)))
    step = 1
    while (moment := _nth(local, every, step, day or local.day).astimezone(UTC)) <= after:
        step += 1
    return moment


def local_day(moment: datetime, zone: str) -> int:
    """Return the day of the month that it is at `moment` in `zone`."""
    return moment.astimezone(ZoneInfo(known_time_zone(zone))).day


def _nth(first: datetime, every: Every, steps: int, day: int) -> datetime:
    """Count on by the calendar: adding days to a moment in a zone keeps what the clock on the wall shows."""
    if every in STEPS:
        return first + steps * STEPS[every]
    month = first.month - 1 + steps
    year, month = first.year + month // 12, month % 12 + 1
    return first.replace(year=year, month=month, day=min(day, calendar.monthrange(year, month)[1]))
