"""A question as one viewer sees it: its options in their order, what is marked, what came out so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from forum.core.policy import Viewer
from forum.polls.choices import Typed, marked
from forum.polls.duel_panel import DuelView, duel_view
from forum.polls.result_view import ResultView
from forum.polls.sheet import Option, Question, Sheet
from forum.polls.showing import show_result
from forum.polls.standing import Standing
from forum.polls.words import HIGHEST_SCORE, NONE, UNKNOWN, Kind


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option in the form: the name of its field and what is marked there."""

    option: Option
    name: str
    value: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as one viewer sees it."""

    question: Question
    hint: str
    options: tuple[OptionView, ...]
    others: tuple[tuple[str, str, bool], ...]
    """Value, words and mark of "none of these" and "I don't know"."""
    marks: tuple[int, ...]
    """What can be chosen for an option: places or points."""
    error: str | None
    result: ResultView | None
    duel: DuelView | None = None


def question_view(
    viewer: Viewer,
    sheet: Sheet,
    standing: Standing,
    question: Question,
    typed: Typed | None,
    errors: Mapping[str, str],
    *,
    sees: bool,
    asks_pairs: bool,
) -> QuestionView:
    """Return a question as `viewer` sees it.

    Args:
        viewer: who looks.
        sheet: the poll.
        standing: how they stand to it.
        question: which of its questions.
        typed: what they have just sent, or marked before signing in.
        errors: what was wrong with it, by field.
        sees: whether they may see the result.
        asks_pairs: whether the pairs of a duel are asked now.
    """
    result = show_result(question, _result(question, standing), sheet) if sees else None
    if question.kind is Kind.DUEL:
        duel = duel_view(viewer, sheet, question, standing, typed) if asks_pairs else None
        return QuestionView(question, _hint(question), (), (), (), errors.get(question.field), result, duel)
    if typed is None:
        typed = typed_of(sheet.questions, standing.choices)
    chosen = set(typed.get(question.field, ()))
    order = sheet.in_order_for(question, str(viewer.own_id))
    return QuestionView(
        question=question,
        hint=_hint(question),
        options=tuple(_option_view(question, option, typed, chosen) for option in order),
        others=_others(question, chosen),
        marks=tuple(_marks(question)),
        error=errors.get(question.field),
        result=result,
    )


def preview_of(question: Question) -> QuestionView:
    """Return a question as it is looked at before it is asked: its options in the order in which they were written."""
    options = tuple(OptionView(option, "", "", is_marked=False) for option in question.options)
    return QuestionView(question, _hint(question), options, _others(question, set()), (), None, None)


def _others(question: Question, chosen: set[str]) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (value, str(label), value in chosen)
        for value, label, offered in (
            (NONE, _("None of these"), question.allows_none),
            (UNKNOWN, _("I don’t know"), question.allows_unknown),
        )
        if offered
    )


def _result(question: Question, standing: Standing) -> Mapping[str, Any] | None:
    if question.result is not None:
        return question.result
    return (standing.live or {}).get(str(question.position))


def _option_view(question: Question, option: Option, typed: Typed, chosen: set[str]) -> OptionView:
    sign = {Kind.RANKING: "r", Kind.SCORE: "s"}.get(question.kind)
    if sign is None:
        return OptionView(option, question.field, str(option.number), str(option.number) in chosen)
    name = f"{question.field}-{sign}{option.number}"
    value = next(iter(typed.get(name, ())), "")
    return OptionView(option, name, value, bool(value))


def _marks(question: Question) -> range:
    if question.kind is Kind.RANKING:
        return range(1, min(question.most, len(question.options)) + 1)
    return range(1, HIGHEST_SCORE + 1)


def _hint(question: Question) -> str:
    if question.kind is Kind.ONE:
        return str(_("Choose one."))
    if question.kind is Kind.DUEL:
        return str(_("Which of the two do you prefer?"))
    if question.kind is Kind.SCORE:
        return str(_("Give each 1 to 5 points, 5 being the best. You may leave some out."))
    if question.kind is Kind.RANKING:
        if question.least == question.most:
            return str(_("Put %(count)s in your order, the best first.", count=question.most))
        if question.least > 1 or question.most < len(question.options):
            least, most = question.least, question.most
            return str(_("Put %(least)s to %(most)s in your order, the best first.", least=least, most=most))
        return str(_("Put those you like in your order, the best first. You may leave some out."))
    if question.least == question.most:
        return str(_("Choose %(count)s.", count=question.most))
    if question.most == len(question.options):
        return str(_("Choose as many as you like, at least %(least)s.", least=question.least))
    return str(_("Choose %(least)s to %(most)s.", least=question.least, most=question.most))


def typed_of(questions: Sequence[Question], choices: str | None) -> dict[str, list[str]]:
    """Return a stored ballot as the fields of the form that made it."""
    typed: dict[str, list[str]] = {}
    for question, answer in zip(questions, marked(choices), strict=False):
        if isinstance(answer, str):
            typed[question.field] = [answer]
        elif question.kind is Kind.RANKING:
            for place, number in enumerate(answer, start=1):
                typed[f"{question.field}-r{number}"] = [str(place)]
        elif question.kind is Kind.SCORE:
            for number, points in answer:
                typed[f"{question.field}-s{number}"] = [str(points)]
        else:
            typed[question.field] = [str(number) for number in answer]
    return typed
