"""Bursts: stretches of ten minutes in which far more votes came in than in the hours around them."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, lgamma, log

STRETCH = 10
"""Minutes."""
AROUND = 18
"""Stretches on either side that say what was to be expected: three hours."""
FEWEST = 5
RARE = 0.01
"""How likely a burst may be found anywhere in a poll in which votes come in by chance."""


def bursts(votes: Mapping[int, int]) -> frozenset[int]:
    """Return the stretches that are bursts, given how many votes each stretch saw.

    A stretch is compared with the mean of those around it by the upper tail of the Poisson distribution, corrected for
    the number of stretches looked at (Bonferroni). Source: the scan for clusters in time, Naus, "The distribution of
    the size of the maximum cluster of points on a line", JASA 60 (1965), with the rate taken from the neighbourhood.
    """
    if not votes:
        return frozenset()
    stretches = max(votes) - min(votes) + 1
    everywhere = sum(votes.values()) / stretches
    found = set()
    for stretch, count in votes.items():
        if count < FEWEST:
            continue
        near = sum(votes.get(stretch + off, 0) for off in range(-AROUND, AROUND + 1)) - count
        expected = max(near / (2 * AROUND), everywhere, 1 / (2 * AROUND))
        if poisson_tail(count, expected) * stretches < RARE:
            found.add(stretch)
    return frozenset(found)


def poisson_tail(count: int, mean: float) -> float:
    """Return the probability of `count` or more where `mean` are expected."""
    if count <= 0:
        return 1.0
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    tail, k = 0.0, count
    while term > 1e-17 * tail or k <= mean:
        tail += term
        k += 1
        term *= mean / k
    return min(1.0, tail)
