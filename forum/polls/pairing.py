"""Which two options a voter of a duel is asked about next: those from whose comparison most is learnt.

The first is one of those that were compared least for how well they do: who is first is what a poll is after, so those
that lead are asked about more often. Against it stands one that the voter has not compared it with, the less was asked
about it and the closer in strength the better (p (1 − p) is the information of one answer in the Bradley–Terry model).
What was counted last serves for all voters, so voters of the same moment draw some candidates each, from a seed of
their own: the same voter with as many answers is asked the same until there is another count.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

MOST_PAIRS = 150
"""So many answers fit a ballot, which the database must be able to index."""
CANDIDATES = 48
FAR = 30.0
"""Strengths further apart than this, in logarithms, are told apart for certain."""

FLOOR = 0.1
"""Added to the chance of winning, so that those that never won are asked about again as well."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What was counted last: how often each option was compared, and its score where that may steer the choice."""

    compared: Mapping[int, int] = field(default_factory=dict)
    scores: Mapping[int, float] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def next_pair(
    numbers: Sequence[int], answered: Sequence[Pair], known: Known = NOTHING_KNOWN, *, seed: str
) -> Pair | None:
    """Return what to ask next, the one for the left first; None when all was asked, or enough.

    Args:
        numbers: of the options.
        answered: the pairs that the voter has answered, in their order.
        known: what was counted last.
        seed: the voter's own.
    """
    if len(answered) >= min(MOST_PAIRS, len(numbers) * (len(numbers) - 1) // 2):
        return None
    chance = random.Random(hashlib.sha256(f"{seed}:{len(answered)}".encode()).digest())  # noqa: S311 - to be repeated
    own = Counter(number for pair in answered for number in pair)
    met = {frozenset(pair) for pair in answered}
    open_still = [number for number in numbers if own[number] < len(numbers) - 1]
    first = min(_some(open_still, chance), key=lambda number: _asked(number, own, known))
    rivals = [number for number in numbers if number != first and frozenset((first, number)) not in met]
    second = max(_some(rivals, chance), key=lambda number: _worth(first, number, own, known))
    return (first, second) if chance.random() < 0.5 else (second, first)


def _some(numbers: Sequence[int], chance: random.Random) -> list[int]:
    return chance.sample(numbers, min(CANDIDATES, len(numbers)))


def _asked(number: int, own: Mapping[int, int], known: Known) -> float:
    """Return how much was asked about an option already, for how well it does."""
    asked = 1 + known.compared.get(number, 0) + own[number]
    return asked / (FLOOR + _chance(known.scores.get(number, 0.0)))


def _worth(first: int, rival: int, own: Mapping[int, int], known: Known) -> float:
    """Return what an answer would teach: the less was asked about the rival, and the less sure the outcome."""
    ahead = known.scores.get(first, 0.0) - known.scores.get(rival, 0.0)
    likely = _chance(ahead)
    return likely * (1 - likely) / (1 + known.compared.get(rival, 0) + own[rival])


def _chance(ahead: float) -> float:
    return 1 / (1 + exp(-max(-FAR, min(FAR, ahead))))
