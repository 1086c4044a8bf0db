"""What the brand publishes, in shares and by week."""

from __future__ import annotations

from datetime import UTC, date, datetime

from forum.editorial.balance import shares, weeks
from forum.editorial.words import Purpose


def test_shares_make_a_hundred() -> None:
    counted = shares([Purpose.CONVERSATION, Purpose.RELAY, Purpose.PROMOTION])
    assert [share.percent for share in counted] == [34, 33, 33]
    assert [share.target for share in counted] == [70, 25, 5]
    assert sum(share.percent for share in shares([])) == 0


def test_weeks_begin_on_monday() -> None:
    monday, sunday = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 15, 23, tzinfo=UTC)
    shown = weeks([(Purpose.RELAY, monday), (Purpose.RELAY, sunday)], date(2026, 3, 18))
    assert [week.total for week in shown] == [0, 0, 0, 0, 0, 0, 2, 0]
