"""More or less of a recipe: amounts multiplied and brought to units that one would measure them in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from forum.recipes.amounts import Amount
from forum.recipes.ingredient_lines import Ingredient
from forum.recipes.rounding import as_cooked
from forum.recipes.units import UNITS

_LARGER = {
    "mg": ("g", Fraction(1000)),
    "g": ("kg", Fraction(1000)),
    "ml": ("l", Fraction(1000)),
    "cl": ("l", Fraction(100)),
    "dl": ("l", Fraction(10)),
}
"""From one of the larger unit on, metric amounts are printed in it."""

_SMALLER = {
    "kg": ("g", Fraction(1)),
    "l": ("ml", Fraction(1, 4)),
    "cup": ("tbsp", Fraction(1, 4)),
    "tbsp": ("tsp", Fraction(1, 2)),
    "lb": ("oz", Fraction(1, 2)),
}
"""Below that much, the smaller unit is taken."""

_SPOONS = Fraction(3)
_SPOONS_A_CUP = Fraction(4)


def scale(ingredient: Ingredient, factor: Fraction) -> Ingredient:
    """Return `factor` times the ingredient. What has no amount ("to taste") stays as it is, and so does all at 1."""
    if ingredient.amount is None or factor == 1 or factor <= 0:
        return ingredient
    amount, unit = fitting(ingredient.amount * factor, ingredient.unit)
    return replace(ingredient, amount=amount, unit=unit)


def fitting(amount: Amount, unit: str | None) -> tuple[Amount, str | None]:
    """Return the amount in the unit that suits its size, both ends rounded as people cook."""
    amount, unit = _in_fitting_unit(amount, unit)
    low = as_cooked(amount.low, unit)
    high = as_cooked(amount.high, unit) if amount.high is not None else None
    return Amount(low, high if high != low else None), unit


def _in_fitting_unit(amount: Amount, unit: str | None) -> tuple[Amount, str | None]:
    if unit in _LARGER and amount.low >= _LARGER[unit][1]:
        return _changed(amount, unit, _LARGER[unit][0])
    if unit in _SMALLER and amount.low < _SMALLER[unit][1]:
        return _in_fitting_unit(*_changed(amount, unit, _SMALLER[unit][0]))
    if unit == "tsp" and amount.high is None and amount.low >= _SPOONS and amount.low % Fraction(3, 2) == 0:
        return _in_fitting_unit(*_changed(amount, "tsp", "tbsp"))
    if unit == "tbsp" and amount.high is None and amount.low >= 8 and amount.low % _SPOONS_A_CUP == 0:
        return _changed(amount, "tbsp", "cup")
    return amount, unit


def _changed(amount: Amount, unit: str, wanted: str) -> tuple[Amount, str]:
    return amount * (UNITS[unit].size / UNITS[wanted].size), wanted
