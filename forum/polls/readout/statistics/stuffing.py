"""Does a group of votes look as if few people had cast them? Found by marks of which none says anything alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from math import exp, lgamma, log

FEWEST = 5
"""Voters of one network from which it counts as shared, and ballots of a group from which it is looked at."""
RARE = 0.001


class Mark(IntFlag):
    """What may be noticed about a vote. Families, offices and mobile carriers share networks; reminders make bursts."""

    BURST = 1
    """Cast in a burst."""
    NETWORK = 2
    """From a network from which at least five voted."""
    NEW = 4
    """By an account made for the poll, as far as its date can say."""
    SILENT = 8
    """By somebody who has done nothing here but vote."""


def is_odd(marks: int) -> bool:
    """Whether a vote is looked at more closely: never for one mark alone.

    Three marks, or a shared network together with an account made for the poll.
    """
    both = Mark.NETWORK | Mark.NEW
    return marks.bit_count() >= 3 or marks & both == both


@dataclass(frozen=True, slots=True)
class Favour:
    """How many of the odd votes, and of all others, favour one option; of a duel also how many were asked about it."""

    option: int
    odd: int
    others: int
    asked_odd: int | None = None
    asked_others: int | None = None


def looks_stuffed(odd: int, others: int, favours: Iterable[Favour]) -> int | None:
    """Return the option that odd votes favour far more than all others do, or None.

    The odd votes must be five or more, and the upper tail of the binomial distribution, with the share among the others
    (one imagined vote each way added, so that it is never 0 or 1), corrected for the number of options, below 0.001.
    """
    options = list(favours)
    likely = []
    for each in options:
        trials = odd if each.asked_odd is None else each.asked_odd
        beside = others if each.asked_others is None else each.asked_others
        if odd >= FEWEST and trials >= FEWEST:
            tail = binomial_tail(each.odd, trials, (each.others + 1) / (beside + 2))
            likely.append((tail * len(options), each.option))
    if not likely:
        return None
    least, option = min(likely)
    return option if least < RARE else None


def binomial_tail(count: int, trials: int, chance: float) -> float:
    """Return the probability of `count` or more successes in `trials`."""
    if count <= 0:
        return 1.0
    term = exp(
        lgamma(trials + 1)
        - lgamma(count + 1)
        - lgamma(trials - count + 1)
        + count * log(chance)
        + (trials - count) * log(1 - chance)
    )
    tail, k = 0.0, count
    while k <= trials and (term > 1e-17 * tail or k <= trials * chance):
        tail += term
        term *= (trials - k) / (k + 1) * chance / (1 - chance)
        k += 1
    return min(1.0, tail)
