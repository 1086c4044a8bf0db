"""Shares as they are and weighted, side by side. Weights describe, they never decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from forum.polls.readout.answers import HIGH_SIGN, LOW_SIGN
from forum.polls.readout.statistics.raking import FEWEST_IN_MARGIN, Cell, Refusal, Weights, rake
from forum.polls.sheet import Question
from forum.polls.words import Kind

Margins = Mapping[str, Mapping[str, float]]
"""For each attribute the share of each band."""


def margins_of_roll(snapshot: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Return the margins of those who may vote, for the attributes in which every band has enough voters."""
    found = {}
    for place, key in enumerate(snapshot["attributes"]):
        bands = _voters_by_band(snapshot["cells"][0], place)
        roll: Counter[str] = Counter()
        for band, count in snapshot["roll"].get(key, {}).items():
            roll[band if band in bands else ""] += count
        total = sum(roll.values())
        if total and len(bands) > 1 and all(bands[band] >= FEWEST_IN_MARGIN for band in roll if roll[band]):
            found[key] = {band: count / total for band, count in sorted(roll.items()) if count}
    return found


def weigh(
    question: Question, snapshot: Mapping[str, Any], place: int, margins: Margins, tables: Sequence[Any]
) -> dict[str, Any]:
    """Return raw and weighted shares of one question, with what weighting costs; or why there are none.

    Args:
        question: what was asked.
        snapshot: of the poll.
        place: which question it is, from 0.
        margins: to which the voters are weighted.
        tables: its cross-tables: what is hidden there is not told by a weighted share either.
    """
    keys = [key for key in snapshot["attributes"] if key in margins]
    places = [snapshot["attributes"].index(key) for key in keys]
    voters: Counter[Cell] = Counter()
    counts: dict[Cell, Counter[str]] = {}
    for each in snapshot["cells"][place]:
        cell = tuple(each["bands"][at] for at in places)
        voters[cell] += each["n"]
        counts.setdefault(cell, Counter()).update(each["counts"])
    outcome: Weights | Refusal = rake(voters, [margins[key] for key in keys]) if keys else Refusal.FEW
    if isinstance(outcome, Refusal):
        return {"attributes": keys, "refusal": outcome.value}
    even = dict.fromkeys(voters, 1.0)
    hidden = _hidden(question, [table for table in tables if table["attribute"] in keys])
    return {
        "attributes": keys,
        "refusal": None,
        "effect": round(outcome.effect, 3),
        "effective": round(outcome.effective, 1),
        "voters": sum(voters.values()),
        "cut": outcome.cut,
        "options": [
            {
                "number": number,
                "raw": _share(question, number, counts, even),
                "weighted": None if number in hidden else _share(question, number, counts, outcome.of_cell),
            }
            for number in question.numbers
        ],
    }


def _voters_by_band(cells: Sequence[Mapping[str, Any]], place: int) -> Counter[str]:
    bands: Counter[str] = Counter()
    for cell in cells:
        bands[cell["bands"][place]] += cell["n"]
    return bands


def _hidden(question: Question, tables: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the options of which a cross-table hides something, or all where it is not told at all."""
    wide = 2 if question.kind is Kind.SCORE else 1
    hidden: set[int] = set()
    for table in tables:
        if table["rows"] is None:
            return set(question.numbers)
        for at, number in enumerate(question.numbers):
            cells = [cell for row in table["rows"] for cell in row["cells"][at * wide : (at + 1) * wide]]
            if None in cells:
                hidden.add(number)
    return hidden


def _share(
    question: Question, number: int, counts: Mapping[Cell, Mapping[str, int]], weights: Mapping[Cell, float]
) -> float | None:
    favoured = base = 0.0
    for cell, weight in weights.items():
        of_cell = counts[cell]
        sign = HIGH_SIGN if question.kind is Kind.SCORE else ""
        favoured += weight * of_cell.get(f"{number}{sign}", 0)
        base += weight * _base(question, number, of_cell)
    return round(favoured / base, 4) if base else None


def _base(question: Question, number: int, counts: Mapping[str, int]) -> int:
    if question.kind is Kind.SCORE:
        return counts.get(f"{number}{HIGH_SIGN}", 0) + counts.get(f"{number}{LOW_SIGN}", 0)
    return sum(counts.get(str(each), 0) for each in question.numbers)
