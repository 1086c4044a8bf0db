"""From the form of a poll to what the operation is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _, to_user_timezone

from forum.core.policy import Invalid
from forum.polls.forms import USUAL, PollForm, in_utc
from forum.polls.operations.opening import NewPoll
from forum.polls.operations.questions import MOST_OPTIONS, NewOption, NewQuestion, checked_question
from forum.polls.roll import rules_in, values_of
from forum.polls.sheet import Option, Question, Sheet
from forum.polls.words import METHODS, Kind, Method, Roll, Shown, State
from forum.uploads.alt import clean_alt


def poll_in(form: PollForm, pictures: Mapping[str, int], titled: Mapping[str, int] | None = None) -> NewPoll:
    """Return what `form` asks for.

    Args:
        form: what was filled in.
        pictures: those that its options name, by their keys.
        titled: those of a poll that is asked anew, by the names of its options: for a list that is pasted.

    Raises:
        Invalid: when something cannot be asked like that; what is wrong with a question stands beside it already.
    """
    questions: list[NewQuestion] = []
    is_wrong = False
    for number, each in enumerate(form.questions, start=1):
        if number > 1 and each.form.is_empty:
            continue
        try:
            questions.append(_question(each.form, pictures, titled or {}))
        except Invalid as error:
            each.form.refuse(error)
            is_wrong = True
    if is_wrong:
        raise Invalid(errors={})
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


def _question(form: Any, pictures: Mapping[str, int], titled: Mapping[str, int]) -> NewQuestion:
    kind = Kind(form.kind.data)
    return checked_question(
        NewQuestion(
            text=form.text.data or "",
            kind=kind,
            options=[
                *[_option(each.form, pictures) for each in form.options],
                *_pasted(form.lines.data or "", titled),
            ],
            method=None if form.method.data == USUAL else Method(form.method.data),
            least=1 if form.least.data is None else form.least.data,
            most=form.most.data,
            allows_none=form.allows_none.data,
            allows_unknown=form.allows_unknown.data,
        )
    )


def _pasted(lines: str, titled: Mapping[str, int]) -> list[NewOption]:
    titles = (line.strip() for line in lines.splitlines())
    return [NewOption(title, upload_id=titled.get(title)) for title in titles if title]


def _option(form: Any, pictures: Mapping[str, int]) -> NewOption:
    if form.kept.data and not clean_alt(form.alt.data or ""):
        form.alt.errors = [*form.alt.errors, _("Say in words what each picture shows.")]
        raise Invalid(errors={})
    return NewOption(form.title.data or "", form.text.data or "", pictures.get(form.kept.data or ""))


def asked_before(sheet: Sheet) -> dict[str, Any]:
    """Return a poll as the form shows it, to be asked anew."""
    goes_on = sheet.closes_at is not None and sheet.state == State.OPEN
    return {
        "closes_at": to_user_timezone(sheet.closes_at).replace(tzinfo=None) if goes_on else None,
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
    is_list = question.kind is Kind.DUEL and (
        len(question.options) > MOST_OPTIONS
        or not any(each.text or each.picture for each in question.options)
    )
    return {
        "text": question.text,
        "kind": question.kind.value,
        "method": question.method.value if len(METHODS[question.kind]) > 1 else USUAL,
        "least": question.least,
        "most": question.most if question.kind in (Kind.APPROVAL, Kind.RANKING) else None,
        "allows_none": question.allows_none,
        "allows_unknown": question.allows_unknown,
        "options": [] if is_list else [_option_before(each) for each in question.options],
        "lines": "\n".join(each.title for each in question.options) if is_list else "",
    }


def _option_before(option: Option) -> dict[str, Any]:
    told = {"title": option.title, "text": option.text}
    return told if option.picture is None else {**told, "kept": option.picture.key, "alt": option.picture.alt}
