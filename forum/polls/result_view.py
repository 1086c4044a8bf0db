"""What came out of one question as a page prints it, and the sentences that every kind of result ends with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext as _, ngettext

from forum.polls.sheet import Sheet

FEWEST_FOR_SHARES = 30
"""With fewer voters a share says more than it knows: numbers only."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result. `width` is the length of its bar, of 100."""

    title: str
    value: str
    share: str
    width: float
    is_winner: bool
    low: float | None = None
    """Where the range begins within which the bar may well end, of 100, and how long it is."""
    reach: float = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a runoff: votes by option, and what follows from it."""

    number: int
    votes: tuple[tuple[str, str], ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """What came out of one question."""

    verdict: str
    unit: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    rounds: tuple[Round, ...]
    has_shares: bool
    digest: str | None
    share_unit: str = ""
    further: int = 0
    """How many options are left to a page of their own."""


def turnout_notes(result: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    """Yield how far the numbers carry, and how many of those who could vote did."""
    if result["voters"] < FEWEST_FOR_SHARES:
        yield _("With fewer than %(few)s voters only numbers are shown, no shares.", few=FEWEST_FOR_SHARES)
    if sheet.voters is not None and sheet.eligible:
        yield ngettext(
            "%(voters)s of %(eligible)s member who could vote did.",
            "%(voters)s of %(eligible)s members who could vote did.",
            sheet.eligible,
            voters=sheet.voters,
            eligible=sheet.eligible,
        )


def listed(titles: Sequence[str]) -> str:
    """Return titles one after the other."""
    return ", ".join(titles)


def number_words(value: float) -> str:
    """Return a number as the reader's language writes it."""
    return str(format_decimal(round(value, 2)))
