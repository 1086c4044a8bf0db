"""Time zones that a browser or a form may name."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

DEFAULT_ZONE = "UTC"


@lru_cache
def time_zones() -> tuple[str, ...]:
    """Return the names of all time zones, in order."""
    return tuple(sorted(available_timezones()))


def known_time_zone(name: str | None) -> str:
    """Return `name` if it is a time zone's, else UTC."""
    return name if name in time_zones() else DEFAULT_ZONE
