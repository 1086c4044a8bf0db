"""When the next of a series comes."""

from __future__ import annotations

import calendar
from datetime import datetime

from forum.editorial.words import STEPS, Every


def next_time(last: datetime, every: Every, *, after: datetime) -> datetime:
    """Return the first time of the series behind `last` that is later than `after`: what was missed is not made up."""
    step = 1
    while (moment := _nth(last, every, step)) <= after:
        step += 1
    return moment


def _nth(first: datetime, every: Every, steps: int) -> datetime:
    if every in STEPS:
        return first + steps * STEPS[every]
    month = first.month - 1 + steps
    year, month = first.year + month // 12, month % 12 + 1
    return first.replace(year=year, month=month, day=min(first.day, calendar.monthrange(year, month)[1]))
