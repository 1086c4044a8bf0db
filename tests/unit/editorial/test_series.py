"""When a series comes round: at its author's hour, on its day of the month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forum.editorial.series import next_time
from forum.editorial.words import Every


@pytest.mark.parametrize(
    ("every", "expected"),
    [(Every.WEEK, (2026, 2, 7)), (Every.TWO_WEEKS, (2026, 2, 14)), (Every.MONTH, (2026, 2, 28))],
)
def test_a_month_ends_where_it_ends(every: Every, expected: tuple[int, int, int]) -> None:
    last = datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert next_time(last, every, after=last) == datetime(*expected, 10, tzinfo=UTC)


def test_a_month_comes_back_to_its_day_and_every_series_to_its_hour() -> None:
    paris, winter = "Europe/Paris", datetime(2026, 1, 31, 9, tzinfo=UTC)
    february = next_time(winter, Every.MONTH, after=winter, zone=paris, day=31)
    march = next_time(february, Every.MONTH, after=february, zone=paris, day=31)
    assert (february, march) == (datetime(2026, 2, 28, 9, tzinfo=UTC), datetime(2026, 3, 31, 8, tzinfo=UTC))
    before_spring = datetime(2026, 3, 27, 9, tzinfo=UTC)
    assert next_time(before_spring, Every.WEEK, after=before_spring, zone=paris) == datetime(
        2026, 4, 3, 8, tzinfo=UTC
    )
    assert next_time(winter, Every.WEEK, after=march, zone=paris) == datetime(2026, 4, 4, 8, tzinfo=UTC)
