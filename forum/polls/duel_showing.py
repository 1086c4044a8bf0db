"""The result of a duel in words, numbers and bars: who is first, how sure that is, and who never met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import format_percent, gettext as _, ngettext

from forum.polls.result_view import (
    FEWEST_FOR_SHARES,
    ResultView,
    Row,
    listed,
    number_words,
    turnout_notes,
)
from forum.polls.sheet import Question, Sheet

MOST_ROWS = 20
"""So many options stand in the topic; a list of hundreds has a page of its own."""
MOST_NAMED = 5


def show_duel(question: Question, result: Mapping[str, Any], sheet: Sheet) -> ResultView:
    """Return the result of a duel as it stands in its topic."""
    shown = _order(question, result)
    return ResultView(
        verdict=_verdict(question, result, sheet),
        unit=str(_("Duels won")),
        rows=tuple(_row(question, result, number) for number in shown[:MOST_ROWS]),
        notes=tuple(_notes(question, result, sheet)),
        rounds=(),
        has_shares=_has_shares(result),
        digest=question.digest,
        share_unit=str(_("Wins against an average option")),
        further=max(0, len(shown) - MOST_ROWS),
    )


def places_of(
    question: Question, result: Mapping[str, Any], after: int, most: int
) -> tuple[tuple[tuple[int, Row], ...], int | None]:
    """Return the places after `after` with their options, at most so many, and where the next ones begin."""
    shown = _order(question, result)
    rows = tuple(
        (place, _row(question, result, number))
        for place, number in enumerate(shown[after : after + most], start=after + 1)
    )
    return rows, after + most if len(shown) > after + most else None


def _order(question: Question, result: Mapping[str, Any]) -> list[int]:
    """Return the options that were compared, the strongest first."""
    compared = [number for number in question.numbers if str(number) in result["compared"]]
    return sorted(compared, key=lambda number: (-result["scores"][str(number)], number))


def _row(question: Question, result: Mapping[str, Any], number: int) -> Row:
    key = str(number)
    chance, ends = result["chances"][key], result["ranges"].get(key)
    share, low, reach = "", None, 0.0
    if _has_shares(result) and ends is not None:
        low, reach = round(100 * ends[0], 2), round(100 * (ends[1] - ends[0]), 2)
        share = _(
            "%(chance)s (%(low)s to %(high)s)",
            chance=_percent(chance),
            low=_percent(ends[0]),
            high=_percent(ends[1]),
        )
    won = _("%(won)s of %(all)s", won=number_words(result["won"][key]), all=result["compared"][key])
    is_winner = number in result["winners"] and result["groups"] == 1
    return Row(question.title_of(number), won, share, round(100 * chance, 2), is_winner, low, reach)


def _verdict(question: Question, result: Mapping[str, Any], sheet: Sheet) -> str:
    if not result["winners"]:
        return str(_("No pair was answered."))
    if result["groups"] > 1:
        return str(
            _(
                "The pairs that were answered fall into %(groups)s groups that never met. So nobody can say which "
                "option is first.",
                groups=result["groups"],
            )
        )
    titles = [question.title_of(number) for number in result["winners"]]
    if len(titles) > 1:
        tie = str(_("A tie between %(titles)s.", titles=listed(titles)))
        if result["settled"] is None:
            return tie
        return f"{tie} {_lots(question, result)}"
    first = _("First in the duels: %(title)s.", title=titles[0])
    level = [number for number in _order(question, result) if number in set(result["level"])]
    if not level:
        return str(first)
    named = listed([question.title_of(number) for number in level[:MOST_NAMED]])
    further = len(level) - MOST_NAMED
    if further > 0:
        more = ngettext(
            "%(titles)s and %(num)s other cannot be told from it: the difference may be chance.",
            "%(titles)s and %(num)s others cannot be told from it: the difference may be chance.",
            further,
            titles=named,
        )
    else:
        more = _("Not clearly behind, the difference may be chance: %(titles)s.", titles=named)
    return f"{first} {more!s}"


def _lots(question: Question, result: Mapping[str, Any]) -> str:
    return str(_("The lots decide for %(title)s.", title=question.title_of(result["settled"])))


def _notes(question: Question, result: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    yield _(
        "%(answers)s %(voters)s; the answers of each weigh one vote in total.",
        answers=ngettext(
            "%(number)s answer",
            "%(number)s answers",
            result["answers"],
            number=number_words(result["answers"]),
        ),
        voters=ngettext(
            "by %(number)s voter",
            "by %(number)s voters",
            result["voted"],
            number=number_words(result["voted"]),
        ),
    )
    unseen = len(question.options) - len(result["compared"])
    if unseen:
        yield ngettext("%(num)s option was not compared.", "%(num)s options were not compared.", unseen)
    if _has_shares(result):
        yield _(
            "In brackets and as a thin line: where the true value lies in 95 of 100 such polls, if these voters were a "
            "random sample."
        )
    yield from turnout_notes(result, sheet)


def _has_shares(result: Mapping[str, Any]) -> bool:
    return bool(result["voted"] >= FEWEST_FOR_SHARES)


def _percent(share: float) -> str:
    return str(format_percent(share, "#,##0 %"))
