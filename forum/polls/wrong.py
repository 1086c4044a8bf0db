"""What is wrong with the form of a poll: told above it, one line each, with the way to the field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from forum.polls.forms import PollForm


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing; `label` and `field` are empty where it concerns the whole."""

    words: str
    label: str = ""
    field: str = ""
    """The id of the field."""


def wrong_in(form: PollForm) -> Iterator[Wrong]:
    """Yield what is wrong, in the order of the form."""
    yield from (Wrong(str(words)) for words in form.form_errors)
    several = len(form.questions) > 1
    for number, each in enumerate(form.questions, start=1):
        yield from _of_question(each.form, str(_("Question %(number)s", number=number)) if several else "")
    for field in form:
        if field is not form.questions and field.errors:
            yield Wrong(_said(field), str(field.label.text), field.id)


def _of_question(question: Any, name: str) -> Iterator[Wrong]:
    for field in question:
        if field is question.options:
            continue
        if field.errors:
            yield Wrong(_said(field), _label(name, field.label.text), field.id)
    if question.options.errors:
        label = _label(name, _("Options"))
        yield Wrong(_said(question.options), label, question.options[0].form.title.id)
    for number, one in enumerate(question.options, start=1):
        for field in (one.form.picture, one.form.alt):
            if field.errors:
                label = _label(name, _("Option %(number)s", number=number), field.label.text)
                yield Wrong(_said(field), label, field.id)


def _label(*words: Any) -> str:
    return ", ".join(str(each) for each in words if each)


def _said(field: Any) -> str:
    return " ".join(str(each) for each in field.errors)
