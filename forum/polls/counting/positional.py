"""Methods that give every option points and add them up: plurality, approval, Borda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction

from forum.polls.counting.pairwise import Matrix
from forum.polls.counting.profile import Option, Profile, Tally, best


class Unlisted(StrEnum):
    """What Borda gives to options that a ballot does not name."""

    AVERAGE = "average"
    """They share the places left over: not naming two options says that they are liked the same."""
    ZERO = "zero"
    """They earn nothing."""


def count_plurality(profile: Profile) -> Tally:
    """Give each ballot's first place one vote; a ballot with several first places has none to give."""
    scores = _nothing(profile)
    for order, voters in profile.cut_at_ties():
        if order:
            scores[order[0]] += voters
    return Tally("plurality", best(scores), scores)


def count_approval(options: Iterable[Option], approvals: Mapping[tuple[Option, ...], int]) -> Tally:
    """Give every approved option one vote from each ballot that approves it.

    Args:
        options: every option that could be approved.
        approvals: which options a ballot approves, and how many voters cast that ballot.
    """
    scores = dict.fromkeys(options, Fraction(0))
    for approved, voters in approvals.items():
        for option in approved:
            scores[option] += voters
    return Tally("approval", best(scores), scores)


def count_borda(profile: Profile, unlisted: Unlisted = Unlisted.AVERAGE) -> Tally:
    """Give the first of m options m - 1 points, the next m - 2, and so on to 0 (Borda, 1781).

    Options of one group share the average of the places they take together.
    """
    halves = dict.fromkeys(profile.options, 0)
    highest = len(profile.options) - 1
    for ranking, voters in profile.ballots.items():
        taken = 0
        groups = [group for group in ranking if group]
        if unlisted is Unlisted.AVERAGE:
            listed = {option for group in groups for option in group}
            groups.append(tuple(option for option in profile.options if option not in listed))
        for group in groups:
            earned = voters * _shared(highest, taken, len(group))
            for option in group:
                halves[option] += earned
            taken += len(group)
    scores = {option: Fraction(half, 2) for option, half in halves.items()}
    return Tally("borda", best(scores), scores)


def borda_of(preferences: Matrix, voters: int) -> Tally:
    """Count by Borda's method from how many prefer one option to another; unlisted ones share what is left.

    On each ballot an option earns a point for every option below it, and half a point for every one beside it.
    """
    scores = {
        one: Fraction(sum(voters + before - preferences[other][one] for other, before in row.items()), 2)
        for one, row in preferences.items()
    }
    return Tally("borda", best(scores), scores)


def _shared(highest: int, taken: int, size: int) -> int:
    """Return the mean of the points of `size` places after the first `taken`, in half points."""
    return 2 * (highest - taken) - size + 1


def _nothing(profile: Profile) -> dict[Option, Fraction]:
    return dict.fromkeys(profile.options, Fraction(0))
