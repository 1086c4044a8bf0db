"""Quiet hours and the mornings of digests, by the wall clocks of members."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forum.core.notices import Pace
from forum.notifications.birthdays import days_meant
from forum.notifications.hours import end_of_quiet, next_digest

NIGHT = (22 * 60, 7 * 60)
NOON = (12 * 60, 13 * 60 + 30)
PARIS = "Europe/Paris"


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "span", "ends"),
    [
        (utc(10, 22, 30), NIGHT, utc(11, 6)),
        (utc(10, 3), NIGHT, utc(10, 6)),
        (utc(10, 21), NIGHT, utc(11, 6)),
        (utc(10, 20, 59), NIGHT, None),
        (utc(10, 6), NIGHT, None),
        (utc(10, 11, 15), NOON, utc(10, 12, 30)),
        (utc(10, 12, 30), NOON, None),
        (utc(10, 3), None, None),
    ],
)
def test_quiet_hours_end_where_the_member_is(
    now: datetime, span: tuple[int, int] | None, ends: datetime | None
) -> None:
    assert end_of_quiet(now, PARIS, span) == ends


def test_the_night_on_which_clocks_go_forward_ends_by_the_new_clock() -> None:
    assert end_of_quiet(utc(28, 23), PARIS, NIGHT) == utc(29, 5)


def test_quiet_hours_are_others_elsewhere() -> None:
    assert end_of_quiet(utc(10, 3), "America/New_York", NIGHT) == utc(10, 11)


@pytest.mark.parametrize(
    ("now", "pace", "due"),
    [
        (utc(10, 6), Pace.DAILY, utc(10, 7)),
        (utc(10, 7), Pace.DAILY, utc(11, 7)),
        (utc(10, 12), Pace.WEEKLY, utc(13, 7)),
        (utc(13, 6), Pace.WEEKLY, utc(13, 7)),
        (utc(13, 7), Pace.WEEKLY, utc(20, 7)),
    ],
)
def test_digests_come_in_the_morning(now: datetime, pace: Pace, due: datetime) -> None:
    assert next_digest(now, PARIS, pace) == due


def test_a_digest_waits_for_late_risers() -> None:
    assert next_digest(utc(10, 6), PARIS, Pace.DAILY, (23 * 60, 10 * 60)) == utc(10, 9)


def test_an_unknown_time_zone_is_utc() -> None:
    assert next_digest(utc(10, 6), "Mars/Olympus", Pace.DAILY) == utc(10, 8)


def test_who_was_born_on_29_february_is_greeted_every_year() -> None:
    assert days_meant(date(2027, 2, 28)) == {(2, 28), (2, 29)}
    assert days_meant(date(2028, 2, 28)) == {(2, 28)}
    assert days_meant(date(2028, 2, 29)) == {(2, 29)}
