"""Votes that carry marks: how many, what they answered, who is first without them, whether they look stuffed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from forum.polls.readout.answers import favours_in, met_in
from forum.polls.readout.figures.crosstabs import without_small
from forum.polls.readout.marks import GROUPS, ODD
from forum.polls.readout.statistics.stuffing import FEWEST, Favour, looks_stuffed
from forum.polls.sheet import Question

MARKED, UNMARKED = "marked", "unmarked"


def oddities_of(
    question: Question,
    place: int,
    marks: Mapping[str, Any],
    base: int,
    counts: Mapping[str, int],
    drawn: Sequence[int] | None = None,
) -> dict[str, Any]:
    """Return the groups of marked votes beside all others, and the option that odd votes favour conspicuously.

    Args:
        question: what was asked.
        place: which question it is, from 0.
        marks: of the snapshot.
        base: who answered the question, be it "none of these".
        counts: what all of them answered, by column.
        drawn: of a duel the options that are drawn: with and without are told of them alone.
    """
    told_of = question
    if drawn is not None:
        told_of = replace(question, options=tuple(question.option(number) for number in drawn))
    groups = []
    stuffed = None
    for name in GROUPS:
        group = marks["groups"][name]
        told: dict[str, Any] = {"mark": name, "n": group["n"], "rows": None, "first_without": None}
        if group["n"] >= FEWEST:
            of_one = group["questions"][place]
            rest = {column: count - of_one["counts"].get(column, 0) for column, count in counts.items()}
            told["first_without"] = of_one["first_without"]
            told["rows"] = without_small(
                told_of,
                [
                    {"bands": [MARKED], "n": of_one["n"], "counts": of_one["counts"]},
                    {"bands": [UNMARKED], "n": base - of_one["n"], "counts": rest},
                ],
            )
            if name == ODD:
                stuffed = _conspicuous(question, of_one["n"], base - of_one["n"], of_one["counts"], rest)
        else:
            told["n"] = None if group["n"] else 0
        groups.append(told)
    return {"groups": groups, "stuffed": stuffed}


def _conspicuous(
    question: Question, odd: int, others: int, of_odd: Mapping[str, int], of_others: Mapping[str, int]
) -> int | None:
    favoured, beside = favours_in(of_odd, question), favours_in(of_others, question)
    asked_odd, asked_others = met_in(of_odd, question), met_in(of_others, question)
    return looks_stuffed(
        odd,
        others,
        [
            Favour(
                number,
                favoured[number],
                beside[number],
                asked_odd[number] if asked_odd else None,
                asked_others[number] if asked_others else None,
            )
            for number in question.numbers
        ],
    )
