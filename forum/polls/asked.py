"""From the form of a poll to what the operation is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.polls.forms import USUAL, PollForm, in_utc
from forum.polls.operations.opening import NewOption, NewPoll, NewQuestion, checked_question
from forum.polls.roll import rules_in, values_of
from forum.polls.sheet import Question, Sheet
from forum.polls.words import METHODS, Kind, Method, Roll, Shown

Keep = Callable[[Any, str], int | None]
"""Takes an uploaded file and what it shows; answers the number of the picture."""


def poll_in(form: PollForm, keep: Keep, pictures: Mapping[str, int] | None = None) -> NewPoll:
    """Return what `form` asks for. `pictures`: of a poll that is asked anew, by the names of the options.

    Raises:
        Invalid: when a question cannot be asked like that; the message names it.
    """
    errors: dict[str, str] = {}
    questions: list[NewQuestion] = []
    for number, each in enumerate(form.questions, start=1):
        if number > 1 and not (each.form.text.data or "").strip():
            continue
        try:
            questions.append(_question(each.form, keep, pictures or {}))
        except Invalid as error:
            several = len(form.questions) > 1
            errors[f"question-{number}"] = (
                _("Question %(number)s: %(message)s", number=number, message=error) if several else str(error)
            )
    if errors:
        raise Invalid(errors=errors)
    return NewPoll(
        questions=questions,
        closes_at=in_utc(form.closes_at.data),
        shown=Shown(form.shown.data),
        is_secret=form.secrecy.data != "named",
        may_change=form.may_change.data,
        publishes_ballots=form.publishes_ballots.data,
        shuffles=form.shuffles.data,
        draws_ties=form.draws_ties.data,
        roll=Roll(form.roll.data),
        min_age_days=form.min_age_days.data or 0,
        team_only=bool(form.team_only and form.team_only.data),
        rules=rules_in(form.conditions.data or []) if form.conditions else {},
    )


def _question(form: Any, keep: Keep, pictures: Mapping[str, int]) -> NewQuestion:
    kind = Kind(form.kind.data)
    return checked_question(
        NewQuestion(
            text=form.text.data or "",
            kind=kind,
            options=[
                *(_option(each.form, keep, pictures) for each in form.options),
                *_pasted(form.lines.data or ""),
            ],
            method=None if form.method.data == USUAL else Method(form.method.data),
            least=form.least.data or 1,
            most=form.most.data,
            allows_none=form.allows_none.data,
            allows_unknown=form.allows_unknown.data,
        )
    )


def _pasted(lines: str) -> list[NewOption]:
    return [NewOption(line) for line in lines.splitlines() if line.strip()]


def _option(form: Any, keep: Keep, pictures: Mapping[str, int]) -> NewOption:
    title = form.title.data or ""
    picture = keep(form.picture.data, form.alt.data or "")
    return NewOption(title, form.text.data or "", pictures.get(title.strip()) if picture is None else picture)


def asked_before(sheet: Sheet) -> dict[str, Any]:
    """Return a poll as the form shows it, to be asked anew."""
    return {
        "questions": [_question_before(question) for question in sheet.questions],
        "shown": sheet.shown.value,
        "secrecy": "secret" if sheet.is_secret else "named",
        "may_change": sheet.may_change,
        "shuffles": sheet.shuffles,
        "draws_ties": sheet.draws_ties,
        "publishes_ballots": sheet.publishes_ballots,
        "roll": sheet.roll.value,
        "min_age_days": sheet.min_age_days,
        "team_only": sheet.team_only,
        "conditions": values_of(sheet.rules),
    }


def _question_before(question: Question) -> dict[str, Any]:
    is_list = question.kind is Kind.DUEL
    return {
        "text": question.text,
        "kind": question.kind.value,
        "method": question.method.value if len(METHODS[question.kind]) > 1 else USUAL,
        "least": question.least,
        "most": question.most if question.kind in (Kind.APPROVAL, Kind.RANKING) else None,
        "allows_none": question.allows_none,
        "allows_unknown": question.allows_unknown,
        "options": [] if is_list else [{"title": each.title, "text": each.text} for each in question.options],
        "lines": "\n".join(each.title for each in question.options) if is_list else "",
    }
