"""What the address of a creation's page may ask for. Nonsense is ignored: the recipe is shown as it was written."""

from __future__ import annotations

from fractions import Fraction

from flask import request

from forum.core.policy import Invalid
from forum.recipes.amounts import parse_amount
from forum.recipes.sheet import FEWEST, MOST, Wanted
from forum.recipes.units import System

SYSTEMS: tuple[System, ...] = ("metric", "us")


def asked_view() -> Wanted:
    """Return for how many servings, and in which measures, the address asks for a creation."""
    units = next((each for each in SYSTEMS if each == request.args.get("units")), None)
    return Wanted(_asked_servings(request.args.get("servings", "")), units)


def _asked_servings(typed: str) -> Fraction | None:
    try:
        servings = parse_amount(typed[:20]).low if typed else None
    except Invalid:
        return None
    return servings if servings is not None and FEWEST <= servings <= MOST else None


def asked_stars() -> int:
    """Return how many stars the form gives; 0 where that is no number."""
    return request.form.get("stars", 0, type=int)
