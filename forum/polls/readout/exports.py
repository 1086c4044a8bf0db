"""The figures as a table for other programs, and the codebook that says what stands in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from forum.polls.readout import words
from forum.polls.readout.answers import columns_beside
from forum.polls.readout.figures.oddities import MARKED
from forum.polls.sheet import Question, Sheet
from forum.polls.words import Method

Figures = Mapping[str, Any]
Line = tuple[object, ...]
HEAD = ("question", "table", "row", "column", "value", "note")
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a text for a formula."""
HIDDEN = "hidden"


def results_csv(sheet: Sheet, figures: Figures, *, inside: bool) -> str:
    """Return every figure of the page, one in a line; `inside` adds what is for the brand alone."""
    lines: list[Line] = [HEAD, *_of_poll(figures)]
    for question, of_one in zip(sheet.questions, figures["questions"], strict=True):
        lines += _of_question(question, of_one)
        lines += _of_inside(question, of_one) if inside else []
    return _written(lines)


def codebook_csv(sheet: Sheet) -> str:
    """Return what the columns and values of the table mean, in the reader's language."""
    lines: list[Line] = [("name", "meaning")]
    lines += [
        ("question", _("Number of the question; 0 is the poll as a whole.")),
        ("table", _("Which table of the read-out the figure belongs to.")),
        ("row", _("Which option or which group of members it is about.")),
        ("column", _("What is counted or worked out.")),
        ("value", _("The figure. Shares and probabilities are between 0 and 1.")),
        ("note", _("How it was reached; “hidden” where the figure would tell on fewer than five people.")),
        ("low, high", _("Ends of Wilson’s interval of 95 per cent: if these voters were a random sample.")),
        ("chance", _("How probably an option wins against an average one: of a duel.")),
        ("matrix", _("How many voters put the option of the row above that of the column.")),
        ("exhausted", _("Ballots of a round that name nobody who is left.")),
        ("first-without", _("Which option would be first if the votes with this mark were left out.")),
        (
            "p, p-holm",
            _("Probability of so great a difference by chance; corrected for several comparisons."),
        ),
        ("stays-first", _("In which part of the repetitions the first stayed first.")),
        ("deff, n-effective", _("Design effect of weighting, and the number of voters it leaves (Kish).")),
    ]
    for question in sheet.questions:
        lines.append((f"q{question.position}", question.text))
        lines += [(f"q{question.position}:{option.number}", option.title) for option in question.options]
    return _written(lines)


def _of_poll(figures: Figures) -> Iterator[Line]:
    for name in ("voters", "eligible", "saw", "joiners"):
        if figures[name] is not None:
            yield 0, "poll", "", name, figures[name], ""
    for hour, count in figures["course"]:
        yield 0, "course", hour * 3600, "votes", count, "seconds since 1970-01-01 UTC"


def _of_question(question: Question, of_one: Figures) -> Iterator[Line]:
    number = question.position
    yield number, "verdict", "", "verdict", of_one["verdict"], ""
    for row in of_one["options"]:
        yield number, "shares", row["number"], "count", row["count"], f"of {row['of']}"
        for end in ("low", "high"):
            if end in row:
                yield number, "shares", row["number"], end, row[end], "Wilson 95 %"
    yield from _of_count(question)
    if lead := of_one["lead"]:
        note = f"{lead['rounds']} repetitions"
        yield number, "lead", lead["first"], "stays-first", lead["stays"], note
        for row in lead["comparisons"]:
            for column, key in (
                ("for-first", "for_first"),
                ("for-other", "for_other"),
                ("p", "p"),
                ("p-holm", "adjusted"),
            ):
                yield number, "lead", row["other"], column, row[key], f"against {lead['first']}"


def _of_count(question: Question) -> Iterator[Line]:
    """Yield what stands beside the charts: points given, the matrix, the rounds of a runoff, the ranges of a duel."""
    number, result = question.position, question.result or {}
    for option, spread in result.get("spreads", {}).items():
        for points, count in enumerate(spread, start=1):
            yield number, "points", option, points, count, ""
    for one, row in result.get("matrix", {}).items():
        for other, votes in row.items():
            if one != other:
                yield number, "matrix", one, other, votes, "voters who put the row above the column"
    for place, each in enumerate(result.get("rounds", ()) if question.method is Method.IRV else (), start=1):
        for option, votes in each["votes"].items():
            yield number, f"round {place}", option, "votes", votes, ""
        yield (
            number,
            f"round {place}",
            "",
            "exhausted",
            each["exhausted"],
            "ballots that name nobody who is left",
        )
    for option, (low, high) in result.get("ranges", {}).items():
        yield number, "duel", option, "chance", result["chances"][option], "against an average option"
        yield number, "duel", option, "low", low, "95 %"
        yield number, "duel", option, "high", high, "95 %"


def _of_inside(question: Question, of_one: Figures) -> Iterator[Line]:
    number = question.position
    for table in of_one["tables"]:
        name = f"by {table['attribute']}"
        for row in table["rows"] or ():
            group = words.row_words(table["attribute"], row["bands"])
            yield number, name, group, "voters", row["n"], ""
            for column, cell in zip(table["columns"], row["cells"], strict=True):
                yield number, name, group, column, *_cell(cell)
    weights = of_one["weights"]
    if weights and not weights["refusal"]:
        by = " ".join(weights["attributes"])
        yield number, "weights", "", "deff", weights["effect"], by
        yield number, "weights", "", "n-effective", weights["effective"], by
        for row in weights["options"]:
            yield number, "weights", row["number"], "raw", row["raw"], ""
            yield number, "weights", row["number"], "weighted", row["weighted"], by
    for group in of_one["oddities"]["groups"]:
        told = group["n"]
        yield (
            number,
            "marks",
            group["mark"],
            "voters",
            "" if told is None else told,
            "" if told is not None else "under 5",
        )
        for first in group["first_without"] or ():
            yield number, "marks", group["mark"], f"first-without {first}", 1, "if these votes were left out"
        for row in group["rows"] or ():
            name = "with" if row["bands"] == [MARKED] else "without"
            for column, cell in zip(columns_beside(question, of_one), row["cells"], strict=True):
                yield number, f"marks {name}", group["mark"], column, *_cell(cell)


def _cell(cell: int | None) -> Line:
    return ("", HIDDEN) if cell is None else (cell, "")


def _written(lines: Iterable[Line]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([_safe(value) for value in line] for line in lines)
    return "\ufeff" + out.getvalue()


def _safe(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(RISKY) else value
