"""What stands in the poll's place on a page: everything worked out, so that the template only prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_time, gettext as _, ngettext

from forum.core.clock import clock
from forum.core.policy import Viewer
from forum.polls.choices import Typed, marked
from forum.polls.duel_panel import DuelView, duel_view
from forum.polls.facts import facts_of
from forum.polls.operations.live import STEP
from forum.polls.policy import may_manage, may_see_results, why_not_vote
from forum.polls.queries import Standing
from forum.polls.result_view import ResultView
from forum.polls.sheet import Option, Question, Sheet
from forum.polls.showing import show_result
from forum.polls.words import HIGHEST_SCORE, NONE, UNKNOWN, Kind, Shown, State
from forum.traits.queries import Asked, open_questions


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


@dataclass(frozen=True, slots=True)
class Panel:
    """A poll as one viewer sees it."""

    sheet: Sheet
    href: str
    state: str
    """draft, open, held, counting or sealed."""
    status: str
    when: str | None
    """When it closes or closed, in words."""
    facts: tuple[str, ...]
    questions: tuple[QuestionView, ...]
    shows_form: bool
    is_guest: bool
    has_voted: bool
    why_not: str | None
    waiting: str | None
    may_manage: bool
    may_succeed: bool
    has_voters_page: bool
    has_files: bool
    has_read_out: bool
    error: str | None = None
    receipt: str | None = None
    said: str | None = None
    beforehand: tuple[Asked, ...] = ()
    """What the brand asks before the first vote: optional, and frozen on the ballot."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What has just been sent, and what became of it."""

    typed: Typed | None = None
    errors: Mapping[str, str] | None = None
    receipt: str | None = None
    said: str | None = None


NOTHING = Attempt()


def panel_of(
    viewer: Viewer,
    sheet: Sheet,
    standing: Standing,
    attempt: Attempt = NOTHING,
    *,
    now: datetime | None = None,
    changing: bool = False,
) -> Panel:
    """Return what `viewer` is shown of a poll; `changing` brings the form back to those who have voted."""
    now = now or clock.now()
    takes = sheet.takes_votes(now)
    why_not = why_not_vote(viewer, sheet, standing) if viewer.id is not None and takes else None
    sees = may_see_results(viewer, sheet, has_voted=standing.has_voted)
    errors = attempt.errors or {}
    again = changing and sheet.may_change
    state = _state(sheet, now)
    shows_form = (
        takes and why_not is None and (not standing.has_voted or again or bool(errors) or sheet.is_duel)
    )
    return Panel(
        sheet=sheet,
        href=f"/polls/{sheet.id}",
        state=state,
        status=_status(sheet, state),
        when=_when(sheet, state),
        facts=tuple(facts_of(sheet)),
        questions=tuple(
            _question_view(viewer, sheet, standing, question, attempt, sees, shows_form)
            for question in sheet.questions
        ),
        shows_form=shows_form,
        is_guest=viewer.id is None,
        has_voted=standing.has_voted,
        why_not=why_not,
        waiting=None if sees and _has_result(sheet, standing) else _waiting(sheet, standing, state, sees),
        may_manage=may_manage(viewer, sheet),
        may_succeed=may_manage(viewer, sheet) and sheet.state > State.DRAFT and not sheet.is_succeeded,
        has_voters_page=sees and not sheet.is_secret,
        has_read_out=sees and sheet.state == State.SEALED,
        has_files=sees and sheet.publishes_ballots and sheet.state == State.SEALED,
        error=errors.get(""),
        receipt=attempt.receipt,
        said=attempt.said,
        beforehand=_beforehand(viewer, shows_form and not standing.has_voted),
    )


def _beforehand(viewer: Viewer, is_before: bool) -> tuple[Asked, ...]:
    return tuple(open_questions(viewer.id)) if is_before and viewer.id is not None else ()


def _state(sheet: Sheet, now: datetime) -> str:
    if sheet.state == State.OPEN:
        if sheet.held_at is not None:
            return "held"
        return "open" if sheet.takes_votes(now) else "counting"
    return {State.DRAFT: "draft", State.CLOSED: "counting"}.get(sheet.state, "sealed")


def _status(sheet: Sheet, state: str) -> str:
    if state == "sealed":
        return str(ngettext("%(num)s vote", "%(num)s votes", sheet.voters or 0))
    words = {
        "draft": _("Draft: only you and the team see it"),
        "open": _("Open until it is closed") if sheet.closes_at is None else _("Open for votes"),
        "held": _("On hold"),
        "counting": _("Closed, being counted"),
    }
    return str(words[state])


def _when(sheet: Sheet, state: str) -> str | None:
    if state == "open" and sheet.closes_at is not None:
        return str(_("closes on %(moment)s", moment=_moment(sheet.closes_at)))
    if state == "sealed" and sheet.closed_at is not None:
        return str(_("closed on %(moment)s", moment=_moment(sheet.closed_at)))
    return None


def _moment(moment: datetime) -> str:
    return f"{format_date(moment, 'medium')}, {format_time(moment, 'short')}"


def _has_result(sheet: Sheet, standing: Standing) -> bool:
    return sheet.state == State.SEALED or standing.live is not None


def _waiting(sheet: Sheet, standing: Standing, state: str, sees: bool) -> str | None:
    """Return why no result is shown."""
    if state == "draft":
        return None
    if state == "held":
        return str(_("The clock has jumped. The team is checking when this poll closes; nothing is lost."))
    if sheet.shown is Shown.BRAND and not sees:
        return str(_("The result is for the team alone."))
    if state == "counting":
        return str(_("The result stands here in a moment."))
    if not sees and sheet.shown is Shown.AFTER_VOTING:
        return str(_("You see the result once you have voted."))
    if not sees:
        return str(_("Everybody sees the result when the poll has closed."))
    if sheet.is_secret:
        return str(_("The first result is shown when there are %(step)s votes.", step=STEP))
    return str(_("No votes have been counted yet."))


def _question_view(
    viewer: Viewer,
    sheet: Sheet,
    standing: Standing,
    question: Question,
    attempt: Attempt,
    sees: bool,
    shows_form: bool,
) -> QuestionView:
    result = show_result(question, _result(question, standing), sheet) if sees else None
    if question.kind is Kind.DUEL:
        duel = duel_view(viewer, sheet, question, standing, attempt.typed) if shows_form else None
        return QuestionView(
            question, _hint(question), (), (), (), (attempt.errors or {}).get(question.field), result, duel
        )
    typed = attempt.typed if attempt.typed is not None else typed_of(sheet.questions, standing.choices)
    chosen = set(typed.get(question.field, ()))
    order = sheet.in_order_for(question, str(viewer.own_id))
    return QuestionView(
        question=question,
        hint=_hint(question),
        options=tuple(_option_view(question, option, typed, chosen) for option in order),
        others=tuple(
            (value, str(label), value in chosen)
            for value, label, offered in (
                (NONE, _("None of these"), question.allows_none),
                (UNKNOWN, _("I don’t know"), question.allows_unknown),
            )
            if offered
        ),
        marks=tuple(_marks(question)),
        error=(attempt.errors or {}).get(question.field),
        result=result,
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
