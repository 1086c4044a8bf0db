"""A read-out as its page shows it: everything worked out and worded, so that the template only prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_decimal, gettext as _, ngettext

from forum.polls.facts import METHOD_NAMES
from forum.polls.readout import words
from forum.polls.readout.charts.drawing import Chart
from forum.polls.readout.given import Given
from forum.polls.readout.inside import Inside, inside_of
from forum.polls.readout.pictures import board_chart, charts_of, course_of
from forum.polls.readout.rule import Rule
from forum.polls.sheet import Question, Sheet
from forum.polls.showing import show_result
from forum.polls.words import Kind

Figures = Mapping[str, Any]
BOARD = ((2, 6), (4, 5), (6, 3), (10, 2))
"""Up to so many questions, so many bars each: then the summary of a survey is one printed page."""


@dataclass(frozen=True, slots=True)
class Stat:
    """A number of the first page: what it is called, the number, and how it is meant."""

    label: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One option in the table beside the bars."""

    title: str
    count: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class RivalRow:
    """The first against another option."""

    title: str
    for_first: str
    for_other: str
    chance: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """What is said of one question."""

    question: Question
    mood: str
    """good, warn or plain."""
    verdict: str
    says: str
    unit: str
    share_unit: str
    charts: tuple[Chart, ...]
    board: Chart
    """Small, for the first page of a survey."""
    rows: tuple[ShareRow, ...]
    has_shares: bool
    has_intervals: bool
    lead: tuple[str, ...]
    test: str
    rivals: tuple[RivalRow, ...]
    matrix: tuple[tuple[str, tuple[str, ...]], ...]
    matrix_columns: list[tuple[str, str]]
    spreads: tuple[tuple[str, tuple[str, ...]], ...]
    rounds: tuple[Any, ...]
    notes: tuple[str, ...]
    digest: str | None
    inside: Inside | None


@dataclass(frozen=True, slots=True)
class Page:
    """The whole read-out."""

    sheet: Sheet
    href: str
    stats: tuple[Stat, ...]
    questions: tuple[QuestionPart, ...]
    course: Chart | None
    course_rows: tuple[tuple[str, str], ...]
    fixed: str
    rule: str
    made: str
    given: Given | None
    """Where the brand may give margins, or has."""


def page_of(
    sheet: Sheet, figures: Figures, made_at: datetime | None, given: Given | None, *, inside: bool
) -> Page:
    """Return the page of a read-out; `inside` adds what is for the brand alone, `given` its margins."""
    rule = Rule(**figures["rule"])
    fixed_at = datetime.fromisoformat(figures["fixed_at"]) if figures["fixed_at"] else None
    course, rows = course_of(figures["course"])
    parts = zip(sheet.questions, figures["questions"], strict=True)
    return Page(
        sheet=sheet,
        href=f"/polls/{sheet.id}/readout",
        stats=tuple(_stats(sheet, figures)),
        questions=tuple(_part(sheet, question, of_one, figures, rule, inside) for question, of_one in parts),
        course=course,
        course_rows=rows,
        fixed=words.chose_themselves(),
        rule=words.rule_words(rule, fixed_at),
        made=str(format_date(made_at, "long")) if made_at else "",
        given=given,
    )


def _stats(sheet: Sheet, figures: Figures) -> Iterator[Stat]:
    voters = figures["voters"]
    joined = figures["joiners"]
    yield Stat(
        str(_("Voters")),
        _number(voters),
        str(
            ngettext(
                "%(number)s of them joined after the opening",
                "%(number)s of them joined after the opening",
                joined,
                number=_number(joined),
            )
        )
        if joined
        else None,
    )
    if figures["eligible"]:
        yield Stat(
            str(_("Turnout")),
            words.share_words(min(1.0, voters / figures["eligible"])),
            str(
                ngettext(
                    "of %(number)s member who could vote",
                    "of %(number)s members who could vote",
                    figures["eligible"],
                    number=_number(figures["eligible"]),
                )
            ),
        )
    if figures["saw"]:
        yield Stat(
            str(_("Of those who saw it")),
            words.share_words(voters / figures["saw"]),
            str(
                ngettext(
                    "%(number)s member opened the topic",
                    "%(number)s members opened the topic",
                    figures["saw"],
                    number=_number(figures["saw"]),
                )
            ),
        )
    if sheet.opened_at and sheet.closed_at:
        days = max(1, round((sheet.closed_at - sheet.opened_at).total_seconds() / 86_400))
        yield Stat(
            str(_("Open for")),
            str(ngettext("%(number)s day", "%(number)s days", days, number=_number(days))),
            f"{format_date(sheet.opened_at, 'medium')} – {format_date(sheet.closed_at, 'medium')}",
        )


def _part(
    sheet: Sheet, question: Question, of_one: Figures, figures: Figures, rule: Rule, inside: bool
) -> QuestionPart:
    verdict, says = words.verdict_words(question, of_one, rule)
    shown = show_result(question, question.result, sheet)
    lead = of_one["lead"]
    has_intervals = any("low" in row for row in of_one["options"])
    heads, matrix = _matrix(question, of_one)
    return QuestionPart(
        question=question,
        mood={"clear": "good", "close": "warn", "tie": "warn"}.get(of_one["verdict"], "plain"),
        verdict=verdict,
        says=says,
        unit=unit_words(question),
        share_unit=share_unit_words(question),
        charts=tuple(charts_of(question, of_one)),
        board=board_chart(question, of_one, _bars_each(len(sheet.questions))),
        rows=tuple(_rows(question, of_one)),
        has_shares=of_one["has_shares"],
        has_intervals=has_intervals,
        lead=tuple(words.lead_words(question, lead, sheet.seed)) if lead else (),
        test=words.test_words(question),
        rivals=tuple(_rivals(question, lead)) if lead else (),
        matrix=matrix,
        matrix_columns=[(head, "number") for head in heads],
        spreads=tuple(_spreads(question, of_one)),
        rounds=shown.rounds if shown else (),
        notes=(*_decides(question), *(shown.notes if shown else ())),
        digest=question.digest,
        inside=inside_of(question, of_one, figures) if inside else None,
    )


def _decides(question: Question) -> Iterator[str]:
    """Yield by what the order is reached, where bars show something else: the longest need not be the first."""
    if question.kind in (Kind.RANKING, Kind.SCORE):
        yield str(
            _(
                "What decides: %(method)s. The bars show: %(unit)s.",
                method=METHOD_NAMES[question.method],
                unit=unit_words(question),
            )
        )


def _bars_each(questions: int) -> int:
    """Return how many options of each question the first page has room for."""
    return next(bars for most, bars in BOARD if questions <= most)


def unit_words(question: Question) -> str:
    """Return what is counted for each option."""
    names = {
        Kind.ONE: _("Votes"),
        Kind.APPROVAL: _("Approvals"),
        Kind.RANKING: _("First places"),
        Kind.SCORE: _("Gave it 4 or 5 points"),
        Kind.DUEL: _("Duels won"),
    }
    return str(names[question.kind])


def share_unit_words(question: Question) -> str:
    """Return what a share is a share of."""
    return str(_("Wins against an average option") if question.kind is Kind.DUEL else _("Share of voters"))


def _rows(question: Question, of_one: Figures) -> Iterator[ShareRow]:
    by_number = {row["number"]: row for row in of_one["options"]}
    for number in of_one["order"]:
        row = by_number[number]
        share = row.get("share", row["count"] / row["of"] if row["of"] else None)
        interval = ""
        if "low" in row:
            interval = words.range_words(row["low"], row["high"])
        yield ShareRow(
            question.title_of(number),
            _number(row["count"]),
            words.share_words(share) if of_one["has_shares"] else "",
            interval,
        )


def _rivals(question: Question, lead: Figures) -> Iterator[RivalRow]:
    for row in sorted(lead["comparisons"], key=lambda each: -each["adjusted"]):
        yield RivalRow(
            question.title_of(row["other"]),
            _number(row["for_first"]),
            _number(row["for_other"]),
            words.chance_words(row["adjusted"]),
        )


def _matrix(
    question: Question, of_one: Figures
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the heads and the rows of the table beside the head-to-head matrix."""
    if question.kind is not Kind.RANKING or not question.result or not question.result["voted"]:
        return (), ()
    order, matrix = of_one["order"], question.result["matrix"]
    rows = tuple(
        (
            question.title_of(one),
            tuple("–" if one == other else _number(matrix[str(one)][str(other)]) for other in order),
        )
        for one in order
    )
    return tuple(question.title_of(number) for number in order), rows


def _spreads(question: Question, of_one: Figures) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for each option how many gave it one point, two, and so on."""
    if question.kind is Kind.SCORE and question.result:
        for number in of_one["order"]:
            counts = question.result["spreads"][str(number)]
            yield question.title_of(number), tuple(_number(count) for count in counts)


def _number(number: float) -> str:
    return str(format_decimal(number))
