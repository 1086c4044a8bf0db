"""Comparing options two at a time: the matrix of preferences, the Condorcet winner, and Schulze's method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from forum.polls.counting.profile import Option, Profile, Tally

Matrix = Mapping[Option, Mapping[Option, int]]


class Strength(StrEnum):
    """What makes one victory stronger than another."""

    WINNING_VOTES = "winning-votes"
    """How many voters prefer the winner of the pair."""
    MARGINS = "margins"
    """How many more they are than those who prefer the other."""


@dataclass(frozen=True, slots=True)
class Schulze:
    """The tally (scores are the rivals that an option beats by its strongest path) and the matrix behind it."""

    tally: Tally
    preferences: Matrix
    condorcet_winner: Option | None


def preferences_of(profile: Profile) -> dict[Option, dict[Option, int]]:
    """Return how many voters prefer one option to another: `preferences[a][b]` prefer a to b.

    Listed options stand before unlisted ones; within a group, and among the unlisted, nobody is preferred.
    """
    matrix = {one: {other: 0 for other in profile.options if other != one} for one in profile.options}
    for ranking, voters in profile.ballots.items():
        below = set(profile.options)
        for group in ranking:
            below.difference_update(group)
            for better in group:
                row = matrix[better]
                for worse in below:
                    row[worse] += voters
    return matrix


def condorcet_winner(preferences: Matrix) -> Option | None:
    """Return the option that more voters prefer to each other option than the reverse, if there is one."""
    for one, row in preferences.items():
        if all(votes > preferences[other][one] for other, votes in row.items()):
            return one
    return None


def count_schulze(profile: Profile, strength: Strength = Strength.WINNING_VOTES) -> Schulze:
    """Count by Schulze's method: the widest paths between all pairs (Schulze 2011, sections 2.2 and 2.3.1)."""
    return schulze_of(profile.options, preferences_of(profile), strength)


def schulze_of(
    options: tuple[Option, ...], preferences: Matrix, strength: Strength = Strength.WINNING_VOTES
) -> Schulze:
    """Count a matrix of preferences by Schulze's method."""
    paths = _widest_paths(options, preferences, strength)
    beaten = {
        one: Fraction(sum(1 for other in options if other != one and paths[one][other] > paths[other][one]))
        for one in options
    }
    unbeaten = tuple(
        one
        for one in sorted(options)
        if all(paths[one][other] >= paths[other][one] for other in options if other != one)
    )
    return Schulze(Tally("schulze", unbeaten, beaten), preferences, condorcet_winner(preferences))


def _widest_paths(
    options: tuple[Option, ...], preferences: Matrix, strength: Strength
) -> dict[Option, dict[Option, int]]:
    """Return the strength of the strongest path from each option to each other (Floyd and Warshall's scheme)."""
    paths = {
        one: {other: _width(preferences[one][other], preferences[other][one], strength) for other in row}
        for one, row in preferences.items()
    }
    for middle in options:
        for one in options:
            if one == middle:
                continue
            to_middle = paths[one][middle]
            for other in options:
                if other not in (one, middle):
                    paths[one][other] = max(paths[one][other], min(to_middle, paths[middle][other]))
    return paths


def _width(for_one: int, for_other: int, strength: Strength) -> int:
    if for_one <= for_other:
        return 0
    return for_one if strength is Strength.WINNING_VOTES else for_one - for_other
