"""Shares as they are and weighted, side by side. Weights describe, they never decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from forum.polls.readout.answers import HIGH_SIGN, LOW_SIGN
from forum.polls.readout.statistics.raking import FEWEST_IN_MARGIN, Cell, Refusal, Weights, rake
from forum.polls.readout.statistics.suppression import hidden_cells
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
    named: Counter[Cell] = Counter()
    counts: dict[Cell, Counter[str]] = {}
    for each in snapshot["cells"][place]:
        cell = tuple(each["bands"][at] for at in places)
        voters[cell] += each["n"]
        named[cell] += each.get("named", each["n"])
        counts.setdefault(cell, Counter()).update(each["counts"])
    outcome: Weights | Refusal = rake(voters, [margins[key] for key in keys]) if keys else Refusal.FEW
    if isinstance(outcome, Refusal):
        return {"attributes": keys, "refusal": outcome.value}
    even = dict.fromkeys(voters, 1.0)
    hidden = _hidden(question, [table for table in tables if table["attribute"] in keys])
    if question.kind is Kind.APPROVAL and any(
        _tells_who_named_none(voters, named, at) for at in range(len(keys))
    ):
        hidden = set(question.numbers)

    def share(number: int, weights: Mapping[Cell, float]) -> float | None:
        return _share(question, number, weights, counts, named)

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
                "raw": share(number, even),
                "weighted": None if number in hidden else share(number, outcome.of_cell),
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
    """Return the options of which a cross-table hides something.

    All of them where a table is not told at all, and where it hides how many named no option: every weighted share is
    one of those who did name one, so that any of them would tell.
    """
    wide = 2 if question.kind is Kind.SCORE else 1
    hidden: set[int] = set()
    for table in tables:
        others = len(question.numbers) * wide
        if table["rows"] is None or any(None in row["cells"][others:] for row in table["rows"]):
            return set(question.numbers)
        for at, number in enumerate(question.numbers):
            cells = [cell for row in table["rows"] for cell in row["cells"][at * wide : (at + 1) * wide]]
            if None in cells:
                hidden.add(number)
    return hidden


def _tells_who_named_none(voters: Mapping[Cell, int], named: Mapping[Cell, int], at: int) -> bool:
    """Whether so few voters of a band named no option that a share of those who did would tell on them."""
    of_band: Counter[str] = Counter()
    of_named: Counter[str] = Counter()
    for cell, count in voters.items():
        of_band[cell[at]] += count
        of_named[cell[at]] += named[cell]
    return bool(
        hidden_cells([[of_named[band], of_band[band] - of_named[band]] for band in of_band]) != frozenset()
    )


def _share(
    question: Question,
    number: int,
    weights: Mapping[Cell, float],
    counts: Mapping[Cell, Mapping[str, int]],
    named: Mapping[Cell, int],
) -> float | None:
    favoured = base = 0.0
    for cell, weight in weights.items():
        of_cell = counts[cell]
        sign = HIGH_SIGN if question.kind is Kind.SCORE else ""
        favoured += weight * of_cell.get(f"{number}{sign}", 0)
        base += weight * (named[cell] if question.kind is Kind.APPROVAL else _base(question, number, of_cell))
    return round(favoured / base, 4) if base else None


def _base(question: Question, number: int, counts: Mapping[str, int]) -> int:
    if question.kind is Kind.SCORE:
        return counts.get(f"{number}{HIGH_SIGN}", 0) + counts.get(f"{number}{LOW_SIGN}", 0)
    return sum(counts.get(str(each), 0) for each in question.numbers)
