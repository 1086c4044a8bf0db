"""Times and yields as other places write them: PT1H30M, "1 h 30", "90 Minuten", "4 servings"."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

from forum.core.policy import Invalid
from forum.recipes.amounts import read_amount

MOST_MINUTES = 60 * 24 * 90
"""A liqueur may rest for three months."""

YIELD_UNIT_LENGTH = 40

_ISO = re.compile(
    r"P(?:[0-9]{1,3}Y)?(?:[0-9]{1,3}M)?(?:(?P<weeks>[0-9]{1,3})W)?(?:(?P<days>[0-9]{1,3})D)?"
    r"(?:T(?:(?P<hours>[0-9]{1,4})H)?(?:(?P<minutes>[0-9]{1,6})M)?(?:[0-9.]{1,9}S)?)?",
    re.IGNORECASE,
)
_DAYS = r"(?P<days>[0-9]{1,3}) ?(?:days?|jours?|tage?n?|d|j)\b"
_HOURS = r"(?P<hours>[0-9]{1,3}(?:[.,][0-9]{1,2}|[½¼¾])?) ?(?:hours?|heures?|stunden?|std\.?|hrs?\.?|h)(?![a-zäöü])"
_MINUTES = r"(?P<minutes>[0-9]{1,5}) ?(?:minutes?|minuten?|mins?\.?|mn|m|′|')?(?![a-zäöü0-9])"
_SPOKEN = re.compile(
    rf"(?:{_DAYS})?[ ,]{{0,2}}(?:{_HOURS})?(?: (?:and|et|und))?[ ,]{{0,2}}(?:{_MINUTES})?", re.IGNORECASE
)
_FIRST_DIGIT = re.compile(r"[0-9½¼¾]")


def minutes_of(value: Any) -> int | None:
    """Return a duration in minutes: ISO 8601, a number of minutes, or words; None for what is none or absurd."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _plausible(round(value)) if math.isfinite(value) and value < MOST_MINUTES + 1 else None
    if not isinstance(value, str) or len(value) > 200:
        return None
    text = value.strip()
    iso = _ISO.fullmatch(text)
    if iso:
        parts = {name: int(part or 0) for name, part in iso.groupdict().items()}
        return _plausible(
            ((parts["weeks"] * 7 + parts["days"]) * 24 + parts["hours"]) * 60 + parts["minutes"]
        )
    return _spoken(text)


def _spoken(text: str) -> int | None:
    start = _FIRST_DIGIT.search(text)
    match = _SPOKEN.match(text, start.start()) if start else None
    if not match or not match[0].strip():
        return None
    hours = read_amount(match["hours"]) if match["hours"] and match["hours"].strip("0.,") else None
    minutes = (
        int(match["days"] or 0) * 1440
        + (round(hours[0].low * 60) if hours else 0)
        + int(match["minutes"] or 0)
    )
    return _plausible(minutes)


def _plausible(minutes: int) -> int | None:
    return minutes if 0 <= minutes <= MOST_MINUTES else None


def yield_of(value: Any) -> tuple[Fraction | None, str]:
    """Return number and unit of a yield: 6, "4 servings", ["12", "12 cookies"]; (None, "") for what is none."""
    if isinstance(value, list):
        found = [yield_of(each) for each in value[:5] if not isinstance(each, list)]
        return max((each for each in found if each[0]), key=lambda each: len(each[1]), default=(None, ""))
    if isinstance(value, dict):
        return yield_of(value.get("value"))
    text = " ".join(str(value).split())[:200] if isinstance(value, str | int | float) else ""
    start = _FIRST_DIGIT.search(text)
    if start is None:
        return None, ""
    try:
        read = read_amount(text[start.start() :])
    except Invalid:
        return None, ""
    if read is None:
        return None, ""
    unit = text[start.start() + read[1] :].strip(" .:,()")
    return read[0].low, unit[:YIELD_UNIT_LENGTH] if unit[:1].isalpha() else ""
