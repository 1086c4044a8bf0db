"""How many voters favour each option, and between which shares the truth may lie if voters were a random sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forum.polls.readout.answers import HIGH
from forum.polls.readout.statistics.intervals import wilson
from forum.polls.sheet import Question
from forum.polls.words import Kind


def shares_of(
    question: Question, result: Mapping[str, Any], *, fewest: int, has_intervals: bool
) -> list[dict[str, Any]]:
    """Return for each option how many favour it, of how many, and the ends of Wilson's interval.

    To favour is to choose, to approve, to put first, or to give high points. With fewer than `fewest` voters there are
    counts only.
    """
    rows = []
    for number in question.numbers:
        count, base = _favours(question, result, number)
        row: dict[str, Any] = {"number": number, "count": count, "of": base}
        if has_intervals and base >= fewest:
            row["low"], row["high"] = (round(end, 6) for end in wilson(count, base))
        rows.append(row)
    return rows


def _favours(question: Question, result: Mapping[str, Any], number: int) -> tuple[int, int]:
    if question.kind is Kind.SCORE:
        spread = result["spreads"][str(number)]
        return sum(spread[HIGH - 1 :]), sum(spread)
    counts = result["firsts" if question.kind is Kind.RANKING else "scores"]
    return int(counts[str(number)]), result["voted"]
