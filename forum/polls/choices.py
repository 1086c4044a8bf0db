"""What somebody marked on a ballot: read, checked, and written as one canonical text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.polls.sheet import Question
from forum.polls.words import HIGHEST_SCORE, NONE, UNKNOWN, Kind

Typed = Mapping[str, Sequence[str]]
"""The fields of a form, each with every value that was sent."""
Answer = str | list[Any]
"""`none`, `unknown`, or: numbers of options (one choice and approval, rising; ranking, the most liked first), pairs of
option and points (score), or the answers of a duel (see `pairs`), none of them where it has not begun."""
FIELD = re.compile(r"(q[0-9]+)(-.*)?", re.DOTALL)
"""What every field of a ballot is called: the question, and after a dash what of it."""


def read_ballot(questions: Sequence[Question], typed: Typed, before: str | None = None) -> str:
    """Return what was marked, as the text that is stored.

    Beside other questions a duel is answered afterwards, pair by pair: its answers are those of the ballot that was
    there `before`.

    Raises:
        Invalid: with a message for each question that is not answered as it asks.
    """
    answers: list[Answer] = []
    errors: dict[str, str] = {}
    for question in questions:
        if question.kind is Kind.DUEL and len(questions) > 1:
            answers.append(marked(before)[-1] if before else [])
            if _is_given(question, typed):
                errors[""] = str(_("Answer the other questions first, then the pairs."))
            continue
        try:
            answers.append(read_answer(question, typed))
        except Invalid as error:
            errors[question.field] = str(error)
    if _asked_by_nobody(questions, typed):
        errors[""] = str(_("This ballot answers a question that the poll does not ask. Load the page again."))
    if errors:
        raise Invalid(errors=errors)
    return written(answers)


def written(answers: Sequence[Answer]) -> str:
    """Return answers as one text; equal answers give equal texts."""
    return json.dumps(answers, separators=(",", ":"))


def marked(choices: str | None) -> list[Answer]:
    """Return the answers that `written` made a text of."""
    return list(json.loads(choices)) if choices else []


def read_answer(question: Question, typed: Typed) -> Answer:
    """Return the answer to one question.

    Raises:
        Invalid: with a sentence for the voter.
    """
    values = [value for value in typed.get(question.field, ()) if value]
    if values and (other := _other(question, values)):
        if _has_parts(question, typed):
            raise Invalid(_("Choose either an answer or an option, not both."))
        return other
    if question.kind is Kind.DUEL:
        raise Invalid(_("Choose one of the two that you are shown."))
    readers = {Kind.ONE: _one, Kind.APPROVAL: _approved, Kind.RANKING: _ranked, Kind.SCORE: _scored}
    return readers[question.kind](question, values, typed)


def _other(question: Question, values: Sequence[str]) -> str | None:
    """Return `none` or `unknown` where that alone was marked and is offered."""
    offered = {NONE: question.allows_none, UNKNOWN: question.allows_unknown}
    named = [value for value in values if value in offered]
    if not named:
        return None
    if len(values) > 1:
        raise Invalid(_("Choose either an answer or an option, not both."))
    if not offered[named[0]]:
        raise _foreign()
    return named[0]


def _one(question: Question, values: Sequence[str], typed: Typed) -> Answer:
    if _has_parts(question, typed):
        raise _foreign()
    if len(values) > 1:
        raise Invalid(_("Choose one option only."))
    if not values:
        raise Invalid(_("Choose an option."))
    return [_number(question, values[0])]


def _approved(question: Question, values: Sequence[str], typed: Typed) -> Answer:
    if _has_parts(question, typed):
        raise _foreign()
    numbers = [_number(question, value) for value in values]
    if len(set(numbers)) < len(numbers):
        raise Invalid(_("An option was sent twice."))
    _check_amount(question, len(numbers))
    return sorted(numbers)


def _ranked(question: Question, values: Sequence[str], typed: Typed) -> Answer:
    if values:
        raise _foreign()
    places: dict[int, int] = {}
    for number, value in _by_option(question, typed, "r"):
        place = _whole(value)
        if place is None or not 1 <= place <= len(question.options):
            raise Invalid(_("A place is a number from 1 to %(most)s.", most=len(question.options)))
        if place in places:
            raise Invalid(_("Two options have place %(place)s. Give each its own.", place=place))
        places[place] = number
    if not places:
        raise Invalid(_("Give at least one option a place."))
    missing = next((place for place in range(1, len(places) + 1) if place not in places), None)
    if missing is not None:
        raise Invalid(_("Place %(place)s is missing. Leave no gaps.", place=missing))
    _check_amount(question, len(places))
    return [places[place] for place in sorted(places)]


def _scored(question: Question, values: Sequence[str], typed: Typed) -> Answer:
    if values:
        raise _foreign()
    points: dict[int, int] = {}
    for number, value in _by_option(question, typed, "s"):
        given = _whole(value)
        if given is None or not 1 <= given <= HIGHEST_SCORE:
            raise Invalid(_("Give 1 to %(most)s points.", most=HIGHEST_SCORE))
        points[number] = given
    if not points:
        raise Invalid(_("Give points to at least one option."))
    return [[number, points[number]] for number in sorted(points)]


def _by_option(question: Question, typed: Typed, sign: str) -> list[tuple[int, str]]:
    """Return number and value of each option that something was given to, as in `q1-r3`."""
    found: list[tuple[int, str]] = []
    for name, given in typed.items():
        if not _belongs(question, name):
            continue
        values = [value for value in given if value]
        if not values:
            continue
        option = name.removeprefix(f"{question.field}-")
        if not option.startswith(sign):
            raise _foreign()
        if len(values) > 1:
            raise Invalid(_("An option was sent twice."))
        found.append((_number(question, option.removeprefix(sign)), values[0]))
    return found


def _asked_by_nobody(questions: Sequence[Question], typed: Typed) -> bool:
    """Whether something was given in the field of a question that is not there."""
    fields = {question.field for question in questions}
    named = (FIELD.fullmatch(name) for name, given in typed.items() if any(given))
    return any(found is not None and found[1] not in fields for found in named)


def _is_given(question: Question, typed: Typed) -> bool:
    return any(typed.get(question.field, ())) or _has_parts(question, typed)


def _has_parts(question: Question, typed: Typed) -> bool:
    """Whether something was given to single options of a question, as only orders and points have it."""
    return any(any(given) for name, given in typed.items() if _belongs(question, name))


def _belongs(question: Question, name: str) -> bool:
    return name.startswith(f"{question.field}-")


def _number(question: Question, value: str) -> int:
    number = _whole(value)
    if number is None or number not in question.numbers:
        raise _foreign()
    return number


def _whole(value: str) -> int | None:
    """Return a number that is written as the form writes it: `01` would be a second name of option 1."""
    is_one = value.isascii() and value.isdigit() and len(value) <= 4
    return int(value) if is_one and str(int(value)) == value else None


def _check_amount(question: Question, amount: int) -> None:
    if amount < question.least:
        raise Invalid(_("Choose at least %(least)s.", least=question.least))
    if amount > question.most:
        raise Invalid(_("Choose at most %(most)s.", most=question.most))


def _foreign() -> Invalid:
    return Invalid(_("This option does not belong to the question."))
