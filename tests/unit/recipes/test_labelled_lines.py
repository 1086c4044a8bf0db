"""How well lines are read, against lines of real recipes that were labelled by hand. docs/recipes.md tells how."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from forum.recipes.amounts import Amount
from forum.recipes.ingredient_lines import read_line

LABELLED = Path(__file__).parent / "labelled_lines.jsonl"


def right(language: str, draw: int) -> tuple[int, int]:
    """Return how many lines of a draw are read right in amount, unit and name, and how many there are."""
    lines = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    own = [line for line in lines if (line["language"], line["draw"]) == (language, draw)]
    read = [read_line(line["line"], language) for line in own]
    same = [
        (found.amount, found.unit, found.name) == (amount(line["amount"]), line["unit"], line["name"])
        for found, line in zip(read, own, strict=True)
    ]
    return sum(same), len(own)


def amount(label: str | None) -> Amount | None:
    if label is None:
        return None
    low, _dash, high = label.partition("-")
    return Amount(Fraction(low), Fraction(high) if high else None)


@pytest.mark.parametrize(
    ("language", "draw", "least"),
    [("en", 1, 113), ("fr", 1, 100), ("de", 1, 78), ("en", 2, 37), ("fr", 2, 18), ("de", 2, 37)],
)
def test_no_fewer_lines_are_read_right_than_before(language: str, draw: int, least: int) -> None:
    assert right(language, draw)[0] >= least
