"""Printing an ingredient after it was scaled or converted: "2½ c. à s. de sucre, tamisé"."""

from __future__ import annotations

from forum.recipes.amounts import print_amount
from forum.recipes.ingredient_lines import Ingredient
from forum.recipes.units import UNITS, unit_label

_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_ASPIRATED = (
    "haricot",
    "harissa",
    "hareng",
    "hachis",
    "haché",
    "homard",
    "houmous",
    "hot",
    "halloumi",
    "haddock",
)


def print_quantity(ingredient: Ingredient, language: str) -> str:
    """Return amount and unit as one text, "" if there is no amount: "2½ cups", "200 g", "2–3"."""
    if ingredient.amount is None:
        return ""
    unit = UNITS.get(ingredient.unit or "")
    number = print_amount(ingredient.amount, language, decimal=unit is not None and unit.is_metric_measure)
    if unit is None:
        return number
    return f"{number}\u00a0{unit_label(unit.key, ingredient.amount.most, language)}"


def print_ingredient(ingredient: Ingredient, language: str) -> str:
    """Return the whole line; one without an amount is the line that was typed."""
    quantity = print_quantity(ingredient, language)
    if not quantity or not ingredient.name:
        return ingredient.line
    link = _link(ingredient.name) if language == "fr" and ingredient.unit in UNITS else " "
    text = f"{quantity}{link}{ingredient.name}"
    return f"{text} ({ingredient.note})" if ingredient.note else text


def _link(name: str) -> str:
    """Return " de " or " d’" as it sounds before `name`."""
    lower = name.lower()
    silent = lower.startswith("h") and not lower.startswith(_ASPIRATED)
    return " d’" if lower[:1] in _VOWELS or silent else " de "
