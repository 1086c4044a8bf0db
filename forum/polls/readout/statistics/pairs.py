"""Paired tests for points: the same voters gave points to both of two options.

Both tests ask in how many of all ways to swap the two options in single ballots the difference would be as large. The
permutation test adds up the differences themselves (it goes with the mean), Wilcoxon's adds up their ranks (it goes
with the median). Voters who gave both the same points say nothing of the difference and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb, erfc, gcd, sqrt

Differences = Mapping[int, int]
"""How many voters gave the one so many points more than the other (less, where negative)."""

EXACT_UP_TO = 200
"""Pairs. With more, the normal distribution differs from the exact one by less than anybody could read off, once half a
step between two possible sums is taken off (the correction for continuity): a sum moves by twice a weight at a time."""


def permutation_test(differences: Differences) -> float:
    """Return the two-sided probability of so large a sum of differences when every sign is a toss-up.

    Source: Fisher, *The Design of Experiments*, 1935, section 21, who works it out for Darwin's maize.
    """
    return _signed_sum_test({size: _both(differences, size) for size in _sizes(differences)})


def signed_rank_test(differences: Differences) -> float:
    """Return the two-sided probability of so large a sum of signed ranks; equal differences share their mean rank.

    Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945); exact with ties by
    working out the distribution for the ranks that there are: Conover, 3rd ed. 1999, section 5.7.
    """
    doubled: dict[int, tuple[int, int]] = {}
    before = 0
    for size in _sizes(differences):
        more, less = _both(differences, size)
        doubled[2 * before + more + less + 1] = more, less
        before += more + less
    return _signed_sum_test(doubled)


def _sizes(differences: Differences) -> list[int]:
    return sorted({abs(size) for size, count in differences.items() if size and count})


def _both(differences: Differences, size: int) -> tuple[int, int]:
    return differences.get(size, 0), differences.get(-size, 0)


def _signed_sum_test(groups: Mapping[int, tuple[int, int]]) -> float:
    """Return the two-sided probability, given for each weight how many pairs carry it with either sign."""
    pairs = sum(more + less for more, less in groups.values())
    found = abs(sum(weight * (more - less) for weight, (more, less) in groups.items()))
    if not found:
        return 1.0
    if pairs > EXACT_UP_TO:
        spread = sqrt(sum(weight * weight * (more + less) for weight, (more, less) in groups.items()))
        return erfc((found - gcd(*groups)) / spread / sqrt(2))
    ways: dict[int, int] = {0: 1}
    for weight, (more, less) in groups.items():
        count = more + less
        steps = [(weight * (2 * positive - count), comb(count, positive)) for positive in range(count + 1)]
        grown: dict[int, int] = {}
        for total, number in ways.items():
            for step, times in steps:
                grown[total + step] = grown.get(total + step, 0) + number * times
        ways = grown
    extreme = sum(number for total, number in ways.items() if abs(total) >= found)
    return float(Fraction(extreme, 2**pairs))
