"""When a badge that is no longer deserved is shown grey."""

from __future__ import annotations

from datetime import datetime, timedelta

GRACE = timedelta(days=1)


def is_grey(lost_since: datetime | None, now: datetime) -> bool:
    """Whether the day of grace is over. Until then, nobody sees that a like was taken back."""
    return lost_since is not None and lost_since <= now - GRACE
