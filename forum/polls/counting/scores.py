"""Counting points that voters give to each option: the mean and the median."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forum.polls.counting.profile import Option, Tally, best

Spread = Mapping[int, int]
"""How many voters gave an option so many points."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The tally, and for each option how many voters gave it so many points. Who gave none to an option is left out."""

    tally: Tally
    spreads: Mapping[Option, Spread]


def spreads_of(
    options: Iterable[Option], ballots: Mapping[tuple[tuple[Option, int], ...], int]
) -> dict[Option, dict[int, int]]:
    """Return for each option how many voters gave it so many points; each ballot is pairs of option and points."""
    spreads: dict[Option, dict[int, int]] = {option: {} for option in options}
    for points, voters in ballots.items():
        for option, given in points:
            spreads[option][given] = spreads[option].get(given, 0) + voters
    return spreads


def mean_of(spread: Spread) -> Fraction:
    """Return the mean of the points; 0 where nobody gave any."""
    voters = sum(spread.values())
    return (
        Fraction(sum(points * count for points, count in spread.items()), voters) if voters else Fraction(0)
    )


def median_of(spread: Spread) -> Fraction:
    """Return the median: the points in the middle, or half-way between the two in the middle; 0 without any."""
    voters = sum(spread.values())
    if not voters:
        return Fraction(0)
    lower, upper = (voters - 1) // 2, voters // 2
    ordered = sorted(spread.items())
    return Fraction(_at(ordered, lower) + _at(ordered, upper), 2)


def count_mean(options: Sequence[Option], ballots: Mapping[tuple[tuple[Option, int], ...], int]) -> Scores:
    """Rank options by the mean of the points that they were given."""
    spreads = spreads_of(options, ballots)
    scores = {option: mean_of(spread) for option, spread in spreads.items()}
    return Scores(Tally("mean", best(scores), scores), spreads)


def count_median(options: Sequence[Option], ballots: Mapping[tuple[tuple[Option, int], ...], int]) -> Scores:
    """Rank options by the median of the points that they were given. Ties are many, and are reported as ties."""
    spreads = spreads_of(options, ballots)
    scores = {option: median_of(spread) for option, spread in spreads.items()}
    return Scores(Tally("median", best(scores), scores), spreads)


def _at(ordered: Sequence[tuple[int, int]], place: int) -> int:
    """Return the points at `place`, counted from 0, of all points in rising order."""
    passed = 0
    for points, count in ordered:
        passed += count
        if place < passed:
            return points
    raise IndexError(place)
