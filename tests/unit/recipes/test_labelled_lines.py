"""How well lines are read, against lines of real recipes that were labelled by hand. docs/recipes.md tells how."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from forum.recipes.amounts import Amount
from forum.recipes.ingredient_lines import read_line

LABELLED = Path(__file__).parent / "labelled_lines.jsonl"


def right(language: str) -> tuple[int, int]:
    """Return how many lines are read right in amount, unit and name, and how many there are."""
    lines = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    own = [line for line in lines if line["language"] == language]
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


@pytest.mark.parametrize(("language", "least"), [("en", 113), ("fr", 100), ("de", 78)])
def test_no_fewer_lines_are_read_right_than_before(language: str, least: int) -> None:
    assert right(language)[0] >= least
