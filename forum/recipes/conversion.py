"""Metric and US measures: weight stays weight, volume stays volume, and ovens speak °C or °F."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from forum.recipes.amounts import Amount
from forum.recipes.ingredient_lines import Ingredient
from forum.recipes.scaling import fitting
from forum.recipes.units import UNITS, System

_KITCHEN_SIZES = {"fl-oz": 30, "cup": 240, "pint": 475, "quart": 950, "gallon": 3800}
"""Millilitres of US measures as cooks write them; the exact ones suggest a precision that no cup has."""

_TEMPERATURE = re.compile(
    r"(?<![0-9.,])(?P<low>[0-9]{2,3})(?: ?(?:-|–|to|à|bis) ?(?P<high>[0-9]{2,3}))? ?"
    r"(?:[°º˚] ?(?P<sign>[CF])|(?:degrees?|degrés?|deg\.?|Grad) ?(?P<word>C(?:elsius)?|F(?:ahrenheit)?)"
    r"|(?P<bare>℃|℉)|(?P<plain>[CF]))"
    r"(?![A-Za-z0-9])"
)
_NEAR = 16
_HOT = 100
"""From here on "350 F" is an oven, without a sign; below, "2 C" may be cups."""


def convert(ingredient: Ingredient, system: System) -> Ingredient:
    """Return the ingredient in the measures of `system`; spoons, pinches and counted things are the same in both."""
    unit = UNITS.get(ingredient.unit or "")
    if ingredient.amount is None or unit is None or unit.system in {None, system}:
        return ingredient
    base = Fraction(_KITCHEN_SIZES.get(unit.key, 0)) or unit.size
    plain = ingredient.amount * base
    if unit.measure == "mass":
        wanted = "g" if system == "metric" else "oz" if plain.low < 450 else "lb"
    elif system == "metric":
        wanted = "ml"
    else:
        wanted = "tsp" if plain.low < 15 else "tbsp" if plain.low < 60 else "cup"
    amount, key = fitting(_in_unit(plain, wanted), wanted)
    return replace(ingredient, amount=amount, unit=key)


def _in_unit(plain: Amount, wanted: str) -> Amount:
    """Return grams or millilitres in another unit; a cup is taken for 240 ml and a spoon for 15 or 5."""
    sizes = {**_KITCHEN_SIZES, "tbsp": 15, "tsp": 5}
    amount = plain * (1 / (Fraction(sizes.get(wanted, 0)) or UNITS[wanted].size))
    if wanted == "ml" and plain.low >= 100:
        return Amount(_tens(amount.low), _tens(amount.high) if amount.high is not None else None)
    return amount


def _tens(number: Fraction) -> Fraction:
    return Fraction(round(number / 10) * 10)


def convert_temperatures(text: str, system: System) -> str:
    """Return `text` with its temperatures in °C (metric) or °F (us), the one that was written in brackets behind.

    Where the text gives both, it stays as it is.
    """
    wanted = "C" if system == "metric" else "F"

    def said(match: re.Match[str]) -> str:
        is_other = match["plain"] and int(match["low"]) < _HOT
        if is_other or _scale_of(match) == wanted or _other_near(text, match, wanted):
            return match[0]
        numbers = [_converted(int(each), wanted) for each in (match["low"], match["high"]) if each]
        return f"{'–'.join(map(str, numbers))} °{wanted} ({match[0]})"

    return _TEMPERATURE.sub(said, text)


def _scale_of(match: re.Match[str]) -> str:
    return (
        "F"
        if (match["sign"] or match["word"] or match["bare"] or match["plain"]) in {"F", "Fahrenheit", "℉"}
        else "C"
    )


def _other_near(text: str, match: re.Match[str], wanted: str) -> bool:
    """Whether the same temperature stands beside in the wanted scale: "180 °C (350 °F)"."""
    around = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
    return any(_scale_of(other) == wanted for part in around for other in _TEMPERATURE.finditer(part))


def _converted(degrees: int, wanted: str) -> int:
    exact = (degrees - 32) / 1.8 if wanted == "C" else degrees * 1.8 + 32
    return round(exact / 5) * 5
