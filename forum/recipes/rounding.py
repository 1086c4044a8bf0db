"""Numbers as people measure them: half a spoon, 335 g, a third of a cup; never 0.333333."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from forum.recipes.units import UNITS

_CUP_PARTS = tuple(Fraction(part) for part in ("0", "1/8", "1/4", "1/3", "1/2", "2/3", "3/4", "1"))
_SMALLEST = Fraction(1, 8)
_UNDIVIDED = frozenset({"pinch", "dash", "drop", "handful", "knifepoint"})
"""Nobody measures half of one."""


def as_cooked(number: Fraction, unit: str | None) -> Fraction:
    """Return `number` of `unit`, rounded to what a kitchen measures, and never to nothing."""
    if unit in _UNDIVIDED:
        return Fraction(max(round(number), 1))
    known = UNITS.get(unit or "")
    if known is None or known.measure == "count":
        return _stepped(number, ((1, "1/4"), (10, "1/2"), (10**6, "1")))
    if unit in {"g", "ml"}:
        return _stepped(number, ((10, "1/2"), (50, "1"), (1000, "5"), (10**6, "10")))
    if unit == "mg":
        return _stepped(number, ((50, "1"), (10**6, "10")))
    if unit in {"kg", "l"}:
        return _stepped(number, ((1, "1/100"), (10, "1/20"), (10**6, "1/2")))
    if unit in {"cl", "dl"}:
        return _stepped(number, ((2, "1/4"), (20, "1/2"), (10**6, "1")))
    if unit in {"oz", "lb", "fl-oz"}:
        return _stepped(number, ((4, "1/4"), (16, "1/2"), (10**6, "1")))
    if unit in {"tsp", "tbsp", "dessertspoon"}:
        return _stepped(number, (("1/2", "1/8"), (4, "1/4"), (10, "1/2"), (10**6, "1")))
    if number >= 10:
        return _stepped(number, ((10**6, "1/2"),))
    whole, part = divmod(number, 1)
    return max(whole + _nearest(part, _CUP_PARTS), _SMALLEST)


def _stepped(number: Fraction, steps: Iterable[tuple[int | str, str]]) -> Fraction:
    """Round to the step of the first range that `number` is in."""
    for below, step in steps:
        if number < Fraction(below):
            size = Fraction(step)
            return max(round(number / size) * size, min(size, _SMALLEST))
    return number


def _nearest(number: Fraction, choices: Iterable[Fraction]) -> Fraction:
    return min(choices, key=lambda choice: abs(choice - number))
