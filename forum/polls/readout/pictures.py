"""Which charts a read-out has, filled with its figures and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask_babel import format_date, format_datetime, format_decimal, gettext as _, ngettext

from forum.polls.readout.charts.bars import COMPACT, Bar, bar_chart
from forum.polls.readout.charts.course import course_chart
from forum.polls.readout.charts.drawing import Chart
from forum.polls.readout.charts.flow import FlowRound, flow_chart
from forum.polls.readout.charts.matrix import matrix_chart
from forum.polls.readout.charts.points import Spread, points_chart
from forum.polls.readout.words import share_words
from forum.polls.sheet import Question
from forum.polls.words import Kind, Method

Figures = Mapping[str, Any]
HOUR = 3600
DAY = 24
MOST_HOURS = 72
"""A longer course is told by days."""


def charts_of(question: Question, of_one: Figures) -> Iterator[Chart]:
    """Yield the charts of one question, the most important first."""
    yield _shares(question, of_one)
    result = question.result or {}
    if question.kind is Kind.SCORE and result["voted"]:
        yield _points(question, of_one, result)
    if question.kind is Kind.RANKING and result["voted"]:
        if question.method is Method.IRV and len(result["rounds"]) > 1:
            yield _flow(question, of_one, result)
        yield _matrix(question, of_one, result)


def board_chart(question: Question, of_one: Figures, most: int) -> Chart:
    """Return the first options of one question as small bars, for a page on which every question has its place."""
    bars = list(_bars(question, of_one))
    left = len(bars) - most
    summary = ngettext(
        "The first options as bars; %(num)s more stands in the table of this question.",
        "The first options as bars; %(num)s more stand in the table of this question.",
        left,
    )
    return bar_chart("board", question.text, str(summary) if left > 0 else "", bars[:most], COMPACT)


def _shares(question: Question, of_one: Figures) -> Chart:
    bars = list(_bars(question, of_one))
    if not bars:
        return bar_chart("shares", question.text, str(_("No vote names an option.")), bars)
    first = bars[0]
    summary = _(
        "Bars, one for each option. The longest is %(title)s with %(value)s.",
        title=first.title,
        value=first.value,
    )
    return bar_chart("shares", question.text, str(summary), bars)


def _bars(question: Question, of_one: Figures) -> Iterator[Bar]:
    by_number = {row["number"]: row for row in of_one["options"]}
    winners = (question.result or {}).get("winners", ())
    longest = max((row["count"] for row in of_one["options"]), default=0) or 1
    for number in of_one["order"]:
        row = by_number[number]
        count = str(format_decimal(row["count"]))
        if of_one["has_shares"]:
            share = row.get("share", row["count"] / row["of"] if row["of"] else 0.0)
            value, length = f"{share_words(share)} · {count}", share
        else:
            value, length = count, row["count"] / longest
        yield Bar(
            question.title_of(number), value, length, number in winners, row.get("low"), row.get("high")
        )


def _points(question: Question, of_one: Figures, result: Figures) -> Chart:
    spreads = [
        Spread(
            question.title_of(number),
            str(_("mean %(mean)s", mean=format_decimal(round(result["means"][str(number)], 2)))),
            tuple(result["spreads"][str(number)]),
        )
        for number in of_one["order"]
    ]
    summary = _(
        "For each option a bar divided by how many gave it one to five points; the table tells the numbers."
    )
    return points_chart("points", str(_("Points given")), str(summary), spreads)


def _flow(question: Question, of_one: Figures, result: Figures) -> Chart:
    rounds = [
        FlowRound(
            str(_("Round %(number)s", number=place)),
            {int(number): votes for number, votes in each["votes"].items()},
            each["exhausted"],
        )
        for place, each in enumerate(result["rounds"], start=1)
    ]
    summary = _(
        "How ballots flow through %(rounds)s rounds: at each step the weakest option leaves, and its ballots go on to "
        "their next place. “Round by round” tells the numbers.",
        rounds=len(rounds),
    )
    return flow_chart(
        "flow",
        str(_("The runoff, round by round")),
        str(summary),
        of_one["order"],
        _titles(question),
        rounds,
        str(_("ballots that name nobody who is left")),
    )


def _matrix(question: Question, of_one: Figures, result: Figures) -> Chart:
    preferences = {
        int(one): {int(other): votes for other, votes in row.items()} for one, row in result["matrix"].items()
    }
    summary = _(
        "Each field says how many voters put the option of its row above the option of its column; the winner of a "
        "pair is coloured. The table tells the same."
    )
    return matrix_chart(
        "matrix", str(_("Head to head")), str(summary), of_one["order"], _titles(question), preferences
    )


def course_of(course: Sequence[Sequence[int]]) -> tuple[Chart | None, tuple[tuple[str, str], ...]]:
    """Return the chart of the course of voting, and the rows of the table beside it."""
    if not course:
        return None, ()
    steps = [(hour, count) for hour, count in course]
    by_days = steps[-1][0] - steps[0][0] > MOST_HOURS
    labels = str(_day(steps[0][0])), str(_day(steps[-1][0]))
    summary = _(
        "How many votes stood over time, up to %(count)s at the end.", count=format_decimal(steps[-1][1])
    )
    chart = course_chart("course", str(_("The course of voting")), str(summary), steps, labels)
    rows: dict[str, str] = {}
    for hour, count in steps:
        moment = _day(hour) if by_days else str(format_datetime(_moment(hour), "short"))
        rows[moment] = str(format_decimal(count))
    return chart, tuple(rows.items())


def _day(hour: int) -> str:
    return str(format_date(_moment(hour), "medium"))


def _moment(hour: int) -> datetime:
    return datetime.fromtimestamp(hour * HOUR, UTC)


def _titles(question: Question) -> dict[int, str]:
    return {option.number: option.title for option in question.options}
