"""What of a read-out is for the brand alone, worded: cross-tables, weights, and the look at odd votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext as _, ngettext

from forum.polls.readout import words
from forum.polls.readout.answers import columns_beside
from forum.polls.readout.statistics.suppression import FEWEST
from forum.polls.sheet import Question
from forum.polls.words import Kind

Figures = Mapping[str, Any]
HIDDEN = "·"


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A table by who answered; None as rows where nothing can be told."""

    title: str
    columns: list[tuple[str, str]]
    """As the component for tables takes them."""
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Raw and weighted shares side by side, or why there are none."""

    by: str
    refusal: str | None
    cost: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark: its name, what it says, how many votes carry it, and what would be first without them."""

    name: str
    says: str
    voters: str
    without: str
    table: CrossTable | None


@dataclass(frozen=True, slots=True)
class Inside:
    """All of it, for one question."""

    tables: tuple[CrossTable, ...]
    untold: tuple[str, ...]
    """The attributes by which no table can be told."""
    weights: Weighing | None
    marks: tuple[MarkRow, ...]
    alarm: str | None
    calm: str
    about_pairs: str | None = None
    """What stands in the table of marks, of a duel: no other table and no weights are made of it."""


def inside_of(question: Question, of_one: Figures, figures: Figures) -> Inside:
    """Return it in words."""
    tables = of_one["tables"]
    oddities = of_one["oddities"]
    return Inside(
        tables=tuple(_table(question, table) for table in tables if table["rows"]),
        untold=tuple(words.attribute_words(table["attribute"]) for table in tables if not table["rows"]),
        weights=weighing_of(question, of_one["weights"]) if of_one["weights"] else None,
        marks=tuple(_marks(question, of_one)),
        alarm=_alarm(question, oddities),
        calm=_calm(figures),
        about_pairs=_about_pairs(question),
    )


def _about_pairs(question: Question) -> str | None:
    if question.kind is not Kind.DUEL:
        return None
    return str(
        _(
            "“With and without” tells how many preferred each option in most of the pairs in which they saw it."
        )
    )


def _table(question: Question, table: Figures) -> CrossTable:
    return CrossTable(
        words.attribute_words(table["attribute"]),
        _columns(question, table["columns"]),
        _rows(table["attribute"], table["rows"]),
    )


def _columns(question: Question, columns: Iterable[str]) -> list[tuple[str, str]]:
    return [(words.column_words(question, column), "number") for column in columns]


def _rows(attribute: str, rows: list[dict[str, Any]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple(
        (
            words.row_words(attribute, row["bands"]),
            _number(row["n"]),
            tuple(HIDDEN if cell is None else _number(cell) for cell in row["cells"]),
        )
        for row in words.in_order(attribute, rows)
    )


def weighing_of(question: Question, weights: Figures) -> Weighing:
    """Return weights in words."""
    by = ", ".join(words.attribute_words(key) for key in weights["attributes"])
    if weights["refusal"]:
        return Weighing(by, words.refusal_words(weights["refusal"]), "", ())
    cost = _(
        "Design effect %(effect)s: after weighting, %(voters)s voters tell as much as %(effective)s would without "
        "weights (Kish).",
        effect=format_decimal(weights["effect"]),
        voters=_number(weights["voters"]),
        effective=format_decimal(round(weights["effective"])),
    )
    if weights["cut"]:
        cut = (
            _("Weights of %(cut)s voters were cut at five times the mean.", cut=_number(weights["cut"]))
            if weights["cut"] >= FEWEST
            else _("Weights of fewer than five voters were cut at five times the mean.")
        )
        cost = f"{cost} {cut}"
    rows = tuple(
        (
            question.title_of(row["number"]),
            words.share_words(row["raw"]),
            HIDDEN if row["weighted"] is None else words.share_words(row["weighted"]),
        )
        for row in weights["options"]
    )
    return Weighing(by, None, str(cost), rows)


def _marks(question: Question, of_one: Figures) -> Iterator[MarkRow]:
    columns = _columns(question, columns_beside(question, of_one))
    for group in of_one["oddities"]["groups"]:
        name, says = words.mark_words(group["mark"])
        voters = _("fewer than 5") if group["n"] is None else _number(group["n"])
        without = "–"
        if group["first_without"] is not None:
            without = ", ".join(question.title_of(number) for number in group["first_without"]) or "–"
        table = None
        if group["rows"]:
            table = CrossTable(name, columns, _rows("", group["rows"]))
        yield MarkRow(name, says, str(voters), without, table)


def _alarm(question: Question, oddities: Figures) -> str | None:
    if oddities["stuffed"] is None:
        return None
    return str(
        _(
            "Look at this: votes with several marks favour “%(title)s” far more than all others do. That may be few "
            "people with many accounts, or a call among friends. Nothing was left out of the result.",
            title=question.title_of(oddities["stuffed"]),
        )
    )


def _calm(figures: Figures) -> str:
    if not figures["traced"]:
        return str(_("No marks were kept for the votes of this poll."))
    return str(
        ngettext(
            "No group of votes stands out. Marks were kept for %(traced)s of %(voters)s vote.",
            "No group of votes stands out. Marks were kept for %(traced)s of %(voters)s votes.",
            figures["voters"],
            traced=_number(figures["traced"]),
            voters=_number(figures["voters"]),
        )
    )


def _number(number: int) -> str:
    return str(format_decimal(number))
