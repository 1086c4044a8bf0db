"""When mail may come: outside quiet hours, and digests in the morning. Wall clocks of the member's own time zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from forum.accounts.time_zones import known_time_zone
from forum.core.database import db
from forum.core.notices import Pace
from forum.notifications.models import QuietHours

MORNING = time(8)
WEEKLY_ON = 4
"""Friday, counted from Monday as 0: before the days on which people cook."""

Span = tuple[int, int]
"""Beginning and end of quiet hours, in minutes after midnight; the end may lie on the next day."""


def quiet_hours_of(member_ids: Iterable[int]) -> dict[int, Span]:
    """Return the quiet hours of those who have any."""
    found = select(QuietHours.member_id, QuietHours.starts, QuietHours.ends)
    rows = db.session.execute(found.where(QuietHours.member_id.in_(list(member_ids))))
    return {member_id: (starts, ends) for member_id, starts, ends in rows}


def end_of_quiet(now: datetime, zone: str, span: Span | None) -> datetime | None:
    """Return when the quiet hours end that hold at `now`; None when none do."""
    if span is None:
        return None
    starts, ends = span
    local = now.astimezone(ZoneInfo(known_time_zone(zone)))
    minute = local.hour * 60 + local.minute
    if starts < ends:
        is_quiet, days = starts <= minute < ends, 0
    else:
        is_quiet, days = minute >= starts or minute < ends, 1 if minute >= starts else 0
    return _at(local, days, _clock(ends)) if is_quiet else None


def next_digest(now: datetime, zone: str, pace: Pace, span: Span | None = None) -> datetime:
    """Return the next morning, or the next Friday morning, that lies after `now` and in no quiet hours."""
    local = now.astimezone(ZoneInfo(known_time_zone(zone)))
    days = 0 if local.time() < MORNING else 1
    if pace is Pace.WEEKLY:
        days += (WEEKLY_ON - local.weekday() - days) % 7
    morning = _at(local, days, MORNING)
    return end_of_quiet(morning, zone, span) or morning


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _at(local: datetime, days: int, clock: time) -> datetime:
    """Return that wall-clock time so many days on, in the same zone: a change of clocks between is counted in."""
    return datetime.combine(local.date() + timedelta(days=days), clock, tzinfo=local.tzinfo)
