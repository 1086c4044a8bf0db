"""From the form of a poll to what the operation is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.polls.forms import USUAL, PollForm, in_utc
from forum.polls.operations.opening import NewOption, NewPoll, NewQuestion, checked_question
from forum.polls.words import Kind, Method, Roll, Shown

Keep = Callable[[Any, str], int | None]
"""Takes an uploaded file and what it shows; answers the number of the picture."""


def poll_in(form: PollForm, keep: Keep) -> NewPoll:
    """Return what `form` asks for.

    Raises:
        Invalid: when a question cannot be asked like that; the message names it.
    """
    errors: dict[str, str] = {}
    questions: list[NewQuestion] = []
    for number, each in enumerate(form.questions, start=1):
        if number > 1 and not (each.form.text.data or "").strip():
            continue
        try:
            questions.append(_question(each.form, keep))
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
    )


def _question(form: Any, keep: Keep) -> NewQuestion:
    kind = Kind(form.kind.data)
    return checked_question(
        NewQuestion(
            text=form.text.data or "",
            kind=kind,
            options=[*(_option(each.form, keep) for each in form.options), *_pasted(form.lines.data or "")],
            method=None if form.method.data == USUAL else Method(form.method.data),
            least=form.least.data or 1,
            most=form.most.data,
            allows_none=form.allows_none.data,
            allows_unknown=form.allows_unknown.data,
        )
    )


def _pasted(lines: str) -> list[NewOption]:
    return [NewOption(line) for line in lines.splitlines() if line.strip()]


def _option(form: Any, keep: Keep) -> NewOption:
    return NewOption(
        form.title.data or "", form.text.data or "", keep(form.picture.data, form.alt.data or "")
    )
