"""A result in words, numbers and bars, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import format_percent, gettext as _, ngettext

from forum.polls.duel_showing import show_duel
from forum.polls.facts import METHOD_NAMES
from forum.polls.result_view import (
    FEWEST_FOR_SHARES,
    ResultView,
    Round,
    Row,
    listed,
    number_words,
    turnout_notes,
)
from forum.polls.sheet import Question, Sheet
from forum.polls.words import HIGHEST_SCORE, Kind, Method


def show_result(question: Question, result: Mapping[str, Any] | None, sheet: Sheet) -> ResultView | None:
    """Return a result as it is shown; None when nothing was counted yet."""
    if result is None:
        return None
    if question.kind is Kind.DUEL:
        return show_duel(question, result, sheet)
    return ResultView(
        share_unit=str(_("Share of voters")),
        verdict=_verdict(question, result),
        unit=_unit(question),
        rows=_rows(question, result),
        notes=tuple(_notes(question, result, sheet)),
        rounds=_rounds(question, result),
        has_shares=_has_shares(question, result),
        digest=question.digest,
    )


def _verdict(question: Question, result: Mapping[str, Any]) -> str:
    winners = [question.title_of(number) for number in result["winners"]]
    if not winners:
        return str(_("No vote names an option."))
    method = METHOD_NAMES[question.method]
    if len(winners) == 1:
        if question.kind in (Kind.ONE, Kind.APPROVAL):
            votes = result["scores"][str(result["winners"][0])]
            return str(
                _(
                    "Most votes: %(title)s, %(votes)s of %(all)s.",
                    title=winners[0],
                    votes=votes,
                    all=result["voted"],
                )
            )
        return str(_("First by %(method)s: %(title)s.", method=method, title=winners[0]))
    tie = str(_("A tie between %(titles)s.", titles=listed(winners)))
    if result["settled"] is None:
        return tie
    drawn = _("The lots decide for %(title)s.", title=question.title_of(result["settled"]))
    return f"{tie} {drawn}"


def _rows(question: Question, result: Mapping[str, Any]) -> tuple[Row, ...]:
    values = _values(question, result)
    longest = _longest(question, result, values)
    shares = _has_shares(question, result)
    rows = [
        Row(
            option.title,
            number_words(values[option.number]),
            format_percent(values[option.number] / result["voted"], "#,##0.0 %") if shares else "",
            round(100 * values[option.number] / longest, 2) if longest else 0,
            option.number in result["winners"],
        )
        for option in sorted(question.options, key=lambda each: (-values[each.number], each.number))
    ]
    return tuple(rows)


def _values(question: Question, result: Mapping[str, Any]) -> dict[int, float]:
    """Return the number that the bar of each option shows."""
    key = "scores"
    if question.kind is Kind.RANKING:
        key = {Method.BORDA: "points", Method.IRV: "firsts"}.get(question.method, "scores")
    elif question.kind is Kind.SCORE:
        key = "means" if question.method is Method.MEAN else "medians"
    return {int(number): value for number, value in result[key].items()}


def _longest(question: Question, result: Mapping[str, Any], values: Mapping[int, float]) -> float:
    if question.kind in (Kind.ONE, Kind.APPROVAL) or question.method is Method.IRV:
        return float(result["voted"])
    if question.kind is Kind.SCORE:
        return float(HIGHEST_SCORE)
    return max(values.values(), default=0)


def _has_shares(question: Question, result: Mapping[str, Any]) -> bool:
    counts = question.kind in (Kind.ONE, Kind.APPROVAL) or question.method is Method.IRV
    return counts and result["voted"] >= FEWEST_FOR_SHARES


def _unit(question: Question) -> str:
    words = {
        Method.PLURALITY: _("Votes"),
        Method.APPROVAL: _("Approvals"),
        Method.IRV: _("First places"),
        Method.SCHULZE: _("Rivals beaten"),
        Method.BORDA: _("Points"),
        Method.MEAN: _("Average points"),
        Method.MEDIAN: _("Median points"),
    }
    return str(words[question.method])


def _notes(question: Question, result: Mapping[str, Any], sheet: Sheet) -> Sequence[str]:
    notes: list[str] = []
    if result["none"]:
        notes.append(
            ngettext(
                "%(num)s voter chose “None of these”.",
                "%(num)s voters chose “None of these”.",
                result["none"],
            )
        )
        if (
            result["winners"]
            and result["none"] > max(result["scores"].values())
            and question.kind is not Kind.SCORE
        ):
            notes.append(str(_("That is more than any option has.")))
    if result["unknown"]:
        notes.append(
            ngettext(
                "%(num)s voter answered “I don’t know”.",
                "%(num)s voters answered “I don’t know”.",
                result["unknown"],
            )
        )
    if question.kind is Kind.RANKING and result["winners"]:
        notes.extend(_other_methods(question, result))
    notes.extend(turnout_notes(result, sheet))
    return notes


def _other_methods(question: Question, result: Mapping[str, Any]) -> Sequence[str]:
    """Say in a plain sentence whether the other ways of counting come to the same."""
    different = {name: winners for name, winners in result["others"].items() if winners != result["winners"]}
    if not different:
        return [str(_("Counted in the other ways, the same comes first."))]
    return [
        str(
            _(
                "Counted by %(method)s, %(titles)s would come first. What counts here was fixed before the vote.",
                method=METHOD_NAMES[Method(name)],
                titles=listed([question.title_of(number) for number in winners]),
            )
        )
        for name, winners in different.items()
    ]


def _rounds(question: Question, result: Mapping[str, Any]) -> tuple[Round, ...]:
    if question.method is not Method.IRV:
        return ()
    rounds = []
    for place, each in enumerate(result["rounds"], start=1):
        votes = sorted(each["votes"].items(), key=lambda row: (-row[1], int(row[0])))
        leaving = [question.title_of(number) for number in each["leaving"]]
        outcome = _("%(titles)s: out.", titles=listed(leaving)) if leaving else _("Decided.")
        if each["tied"]:
            tied = _("Others were tied with it.")
            outcome = f"{outcome} {tied}" if leaving else _("A tie.")
        named = tuple((question.title_of(int(number)), number_words(count)) for number, count in votes)
        rounds.append(Round(place, named, str(outcome)))
    return tuple(rounds) if len(rounds) > 1 else ()
