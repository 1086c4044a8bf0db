"""Cross-tables: what was answered, by who answered; with nothing in them that tells on fewer than five people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from forum.polls.readout.answers import HIGH_SIGN, LOW_SIGN, columns_of, is_divided
from forum.polls.readout.statistics.suppression import FEWEST, hidden_cells
from forum.polls.sheet import Question
from forum.polls.words import Kind

Row = dict[str, Any]


def crosstab(question: Question, cells: Sequence[Mapping[str, Any]], place: int) -> list[Row] | None:
    """Return the rows of the table of one question by one attribute; None when there is no table to be told.

    A row has its bands (several where small ones were put together), its voters, and a count for each column, None for
    those that are hidden.

    Args:
        question: what was asked.
        cells: of the snapshot: voters and counts by combination of bands.
        place: which of the attributes.
    """
    voters: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    for cell in cells:
        band = cell["bands"][place]
        voters[band] += cell["n"]
        counts.setdefault(band, Counter()).update(cell["counts"])
    rows = _merged(voters, counts)
    if len(rows) < 2:
        return None
    return _divided(question, rows) if is_divided(question) else _each_column(question, rows)


def without_small(question: Question, groups: Sequence[Row]) -> list[Row] | None:
    """Return rows that are ready (with `bands`, `n` and `counts`) with small cells hidden, as in a cross-table."""
    if any(group["n"] < FEWEST for group in groups):
        return None
    return _divided(question, groups) if is_divided(question) else _each_column(question, groups)


def _merged(voters: Counter[str], counts: Mapping[str, Counter[str]]) -> list[Row]:
    """Return a row for each band of five voters or more; smaller ones together, with the next smallest if need be."""
    rows: list[Row] = []
    rest: list[str] = []
    for band, n in sorted(voters.items(), key=lambda row: (row[1], row[0])):
        together = sum(voters[each] for each in rest)
        if n < FEWEST or 0 < together < FEWEST:
            rest.append(band)
        else:
            rows.append({"bands": [band], "n": n, "counts": counts[band]})
    if rest:
        total: Counter[str] = Counter()
        for band in rest:
            total.update(counts[band])
        rows.append({"bands": sorted(rest), "n": sum(voters[band] for band in rest), "counts": total})
    return rows


def _divided(question: Question, rows: Sequence[Row]) -> list[Row] | None:
    columns = columns_of(question)
    table = [[row["counts"].get(column, 0) for column in columns] for row in rows]
    hidden = hidden_cells(table)
    if hidden is None:
        return None
    return [
        {
            "bands": row["bands"],
            "n": row["n"],
            "cells": [None if (at, place) in hidden else table[at][place] for place in range(len(columns))],
        }
        for at, row in enumerate(rows)
    ]


def _each_column(question: Question, rows: Sequence[Row]) -> list[Row]:
    """Treat each option as a table of its own: who favours it, who does not; of points also who gave it none."""
    told: list[list[int | None]] = [[] for _ in rows]
    for number in question.numbers:
        signs = (HIGH_SIGN, LOW_SIGN) if question.kind is Kind.SCORE else ("",)
        table = []
        for row in rows:
            given = [row["counts"].get(f"{number}{sign}", 0) for sign in signs]
            table.append([*given, row["n"] - sum(given)])
        hidden = hidden_cells(table)
        for at in range(len(rows)):
            for place in range(len(signs)):
                shown = hidden is not None and (at, place) not in hidden
                told[at].append(table[at][place] if shown else None)
    return [
        {"bands": row["bands"], "n": row["n"], "cells": cells} for row, cells in zip(rows, told, strict=True)
    ]
