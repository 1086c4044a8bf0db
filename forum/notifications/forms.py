"""What a member ticks and picks on the page of their notices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.notices import Pace
from forum.core.policy import Invalid

PACE_NAMES = {
    Pace.AT_ONCE: _l("At once"),
    Pace.DAILY: _l("Once a day"),
    Pace.WEEKLY: _l("Once a week"),
    Pace.NONE: _l("Never"),
}
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")
USUAL_NIGHT = (22 * 60, 7 * 60)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What was given below the table of kinds: quiet hours and birthday, None where they are off."""

    quiet: tuple[int, int] | None
    birthday: tuple[int, int] | None


def read_pace(given: str | None, otherwise: Pace) -> Pace:
    """Return the pace that a form names; `otherwise` for one that no form offers."""
    return Pace(given) if given in set(Pace) else otherwise


def read_rhythm(form: Mapping[str, str]) -> Rhythm:
    """Return what was given.

    Raises:
        Invalid: for a time or a day that cannot be read.
    """
    quiet = birthday = None
    if "quiet" in form:
        quiet = _minutes(form.get("quiet-from", "")), _minutes(form.get("quiet-until", ""))
    if "birthday" in form:
        day, month = form.get("birthday-day", ""), form.get("birthday-month", "")
        if not (day.isdecimal() and month.isdecimal() and len(day) <= 2 and len(month) <= 2):
            raise Invalid(_("Please choose the day and the month of your birthday."), field="birthday")
        birthday = int(month), int(day)
    return Rhythm(quiet, birthday)


def as_clock(minutes: int) -> str:
    """Return minutes after midnight as a field of a form shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(given: str) -> int:
    found = CLOCK.fullmatch(given.strip())
    if found is None:
        raise Invalid(_("Please give both times, such as 22:00."), field="quiet")
    return int(found[1]) * 60 + int(found[2])
