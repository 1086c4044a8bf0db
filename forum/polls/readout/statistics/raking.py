"""Raking: weights that bring a sample to given margins, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Cell = tuple[str, ...]
"""The band of a group of voters in each of the margins."""

HIGHEST = 5.0
"""Times the mean weight; what is above is cut."""
FEWEST_IN_MARGIN = 20
WORST_EFFECT = 2.0
ROUNDS = 200
CLOSE_ENOUGH = 1e-7


class Refusal(StrEnum):
    """Why no weights are given."""

    FEW = "few"
    """A band of a margin has too few voters to stand for all others like them."""
    DIVERGES = "diverges"
    """No weights reach all margins."""
    COSTLY = "costly"
    """The weights would cost more than half of the voters."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each cell (mean 1 over voters), how many voters' weights were cut, and what weighting costs."""

    of_cell: Mapping[Cell, float]
    cut: int
    effect: float
    effective: float


def rake(voters: Mapping[Cell, int], targets: Sequence[Mapping[str, float]]) -> Weights | Refusal:
    """Return weights by which the voters divide as `targets` says, margin by margin.

    One margin after the other is scaled to its target, again and again, until all hold (iterative proportional
    fitting). Sources: Deming and Stephan, "On a least squares adjustment of a sampled frequency table when the expected
    marginal totals are known", Annals of Mathematical Statistics 11 (1940); design effect 1 + cv² of the weights and
    effective number (Σw)²/Σw²: Kish, *Survey Sampling*, 1965, section 11.7, and "Weighting for unequal Pi", Journal of
    Official Statistics 8 (1992).

    Args:
        voters: how many voters each cell has.
        targets: for each margin the share of each band; they add up to 1.
    """
    held = {cell: count for cell, count in voters.items() if count}
    for place, target in enumerate(targets):
        for band, share in target.items():
            if share > 0 and sum(n for cell, n in held.items() if cell[place] == band) < FEWEST_IN_MARGIN:
                return Refusal.FEW
    total = sum(held.values())
    weighted = {cell: float(count) for cell, count in held.items()}
    if not _reach(weighted, targets, total):
        return Refusal.DIVERGES
    weights = {cell: weighted[cell] / count for cell, count in held.items()}
    final = trimmed(held, weights)
    cut = sum(held[cell] for cell, weight in weights.items() if weight > final[cell])
    effect = design_effect(held, final)
    if effect > WORST_EFFECT:
        return Refusal.COSTLY
    return Weights(final, cut, effect, total / effect)


def trimmed(voters: Mapping[Cell, int], weights: Mapping[Cell, float]) -> dict[Cell, float]:
    """Return weights of which none is above `HIGHEST` times the mean of 1.

    What is cut goes to all others in proportion, which may lift another above: so until none is.
    """
    full: set[Cell] = set()
    rest = dict(weights)
    while above := {cell for cell, weight in rest.items() if weight > HIGHEST}:
        full |= above
        left = sum(voters.values()) - HIGHEST * sum(voters[cell] for cell in full)
        to_lift = sum(weights[cell] * voters[cell] for cell in weights if cell not in full)
        rest = (
            {cell: weights[cell] * left / to_lift for cell in weights if cell not in full} if to_lift else {}
        )
    return {cell: HIGHEST if cell in full else rest.get(cell, 0.0) for cell in weights}


def design_effect(voters: Mapping[Cell, int], weights: Mapping[Cell, float]) -> float:
    """Return by how much weighting widens the variance of a share: n Σw² / (Σw)² (Kish 1965)."""
    total = sum(voters.values())
    linear = sum(weights[cell] * count for cell, count in voters.items())
    squared = sum(weights[cell] ** 2 * count for cell, count in voters.items())
    return total * squared / linear**2


def _reach(weighted: dict[Cell, float], targets: Sequence[Mapping[str, float]], total: int) -> bool:
    """Scale `weighted` in place until every margin holds. Answers whether it did."""
    for _turn in range(ROUNDS):
        worst = 0.0
        for place, target in enumerate(targets):
            sums: dict[str, float] = {}
            for cell, value in weighted.items():
                sums[cell[place]] = sums.get(cell[place], 0.0) + value
            for cell in weighted:
                have = sums[cell[place]]
                factor = target.get(cell[place], 0.0) * total / have if have else 0.0
                worst = max(worst, abs(factor - 1.0) if target.get(cell[place]) else 0.0)
                weighted[cell] *= factor
        if worst < CLOSE_ENOUGH:
            return True
    return False
