"""How what was published is divided, and how regularly it came: plain counts of the last weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forum.editorial.words import PURPOSE_NAMES, TARGET, Purpose

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Share:
    """One purpose: how many there were, how many of a hundred, and how many of a hundred there should be."""

    purpose: Purpose
    count: int
    percent: int
    target: int

    @property
    def name(self) -> str:
        """The purpose in the reader's language."""
        return str(PURPOSE_NAMES[self.purpose])


@dataclass(frozen=True, slots=True)
class Week:
    """One week from Monday: how much of each purpose appeared, in the order of `Purpose`."""

    monday: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How much appeared in all."""
        return sum(self.counts)


def shares(purposes: Iterable[Purpose]) -> list[Share]:
    """Return how publications are divided; the percentages always make a hundred, unless there are none.

    Rounded by largest remainder (Hamilton's method).
    """
    counts = Counter(purposes)
    total = counts.total()
    exact = {purpose: 100 * counts[purpose] / total if total else 0.0 for purpose in Purpose}
    whole = {purpose: int(value) for purpose, value in exact.items()}
    missing = (100 if total else 0) - sum(whole.values())
    for purpose in sorted(Purpose, key=lambda each: whole[each] - exact[each])[:missing]:
        whole[purpose] += 1
    return [Share(purpose, counts[purpose], whole[purpose], TARGET[purpose]) for purpose in Purpose]


def weeks(published: Sequence[tuple[Purpose, datetime]], today: date) -> list[Week]:
    """Return the last weeks, the present one last; moments are in the reader's time zone already."""
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    counted = Counter((at.date() - timedelta(days=at.weekday()), purpose) for purpose, at in published)
    return [Week(start, tuple(counted[start, purpose] for purpose in Purpose)) for start in starts]
