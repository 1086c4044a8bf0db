"""Bootstrap: what would have come out if these voters had been drawn again from people like them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, factorial, sqrt
from random import Random
from typing import TypeVar

T = TypeVar("T")
DRAWN_ONE_BY_ONE = 5_000
"""Voters. Of more, each kind of ballot is drawn by itself (Poisson)."""
SMALL = 50
ONE_VOTER = list(accumulate(exp(-1) / factorial(number) for number in range(17)))
"""How likely a Poisson number of mean 1 is at most 0, 1, 2 … What is left out is rarer than one in 10^14."""


@dataclass(frozen=True, slots=True)
class Resampler:
    """Ballots that can be drawn again: the kinds of ballot, and how many voters cast each."""

    ballots: Sequence[str]
    counts: Sequence[int]

    @classmethod
    def of(cls, ballots: Mapping[str, int]) -> Resampler:
        """Return one for `ballots`, in an order of its own, so that equal ballots give equal draws."""
        rows = sorted(ballots.items())
        return cls([ballot for ballot, _ in rows], [count for _, count in rows])

    def draw(self, chance: Random) -> dict[str, int]:
        """Return as many ballots as there are, drawn with replacement: whole voters, never single marks.

        Of many voters each kind of ballot is drawn a Poisson number of times instead; their total then varies as
        little as makes no difference. Sources: Efron, "Bootstrap methods: another look at the jackknife", Annals of
        Statistics 7 (1979); Hanley and MacGibbon, "Creating non-parametric bootstrap samples using Poisson
        frequencies", Computer Methods and Programs in Biomedicine 83 (2006).
        """
        voters = sum(self.counts)
        if voters <= DRAWN_ONE_BY_ONE:
            return Counter(chance.choices(self.ballots, self.counts, k=voters))
        return {
            ballot: count
            for ballot, count in zip(self.ballots, _poisson_of_each(self.counts, chance), strict=True)
            if count
        }


def poisson(mean: int, chance: Random) -> int:
    """Return a Poisson number: by Knuth's products where the mean is small, else by the normal distribution."""
    if mean > SMALL:
        return max(0, round(chance.gauss(mean, sqrt(mean))))
    least, product, count = exp(-mean), chance.random(), 0
    while product > least:
        product *= chance.random()
        count += 1
    return count


def _poisson_of_each(counts: Sequence[int], chance: Random) -> Iterator[int]:
    """Yield a Poisson number for each count; those of ballots that one voter cast are drawn all at once."""
    single = iter(chance.choices(range(len(ONE_VOTER)), cum_weights=ONE_VOTER, k=counts.count(1)))
    for count in counts:
        yield next(single) if count == 1 else poisson(count, chance)


def stays_first(
    resampler: Resampler,
    first: int,
    firsts_of: Callable[[dict[str, int]], Collection[int]],
    seed: str,
    rounds: range,
) -> float:
    """Return in how many of the `rounds` the option `first` comes first again; a tie counts for its part.

    Each round has its own seed, made of `seed` and its number, so that rounds can be done in portions and repeated.
    """
    stays = 0.0
    for turn in rounds:
        firsts = firsts_of(resampler.draw(Random(f"{seed}:{turn}")))  # noqa: S311 - to be repeated by anybody
        if first in firsts:
            stays += 1 / len(firsts)
    return stays
