"""What a ballot says, in words: for the page of a named poll's voters, and for voters themselves."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup

from forum.core.fragments import render_shared
from forum.polls.choices import Answer, marked
from forum.polls.pairs import comparison_of
from forum.polls.sheet import Question, Sheet
from forum.polls.words import NONE, UNKNOWN, Kind


def own_vote(sheet: Sheet, choices: str | None) -> Markup:
    """Return what somebody voted, to be shown to them alone; nothing where that is not known, as of a sealed secret.

    The pairs of a duel are left out: there may be a thousand.
    """
    if choices is None:
        return Markup()
    said = zip(sheet.questions, answers_in_words(sheet, choices), strict=True)
    answers = [(question.text, answer) for question, answer in said if question is not sheet.duel]
    return render_shared("polls/_own_vote.html", answers=answers) if answers else Markup()


def answers_in_words(sheet: Sheet, choices: str) -> Iterator[str]:
    """Yield what a ballot says to each question."""
    for question, answer in zip(sheet.questions, marked(choices), strict=True):
        yield _in_words(question, answer)


def _in_words(question: Question, answer: Answer) -> str:
    if answer == NONE:
        return str(_("None of these"))
    if answer == UNKNOWN:
        return str(_("I don’t know"))
    if isinstance(answer, str):
        return answer
    if question.kind is Kind.DUEL:
        return "; ".join(_preferred(question, each) for each in answer if isinstance(each, str)) or "–"
    if question.kind is Kind.SCORE:
        return ", ".join(f"{question.title_of(number)}: {points}" for number, points in answer)
    if question.kind is Kind.RANKING:
        return ", ".join(
            f"{place}. {question.title_of(number)}" for place, number in enumerate(answer, start=1)
        )
    return ", ".join(question.title_of(number) for number in answer if isinstance(number, int))


def _preferred(question: Question, answer: str) -> str:
    one, other, share = comparison_of(answer)
    titles = {"one": question.title_of(one), "other": question.title_of(other)}
    if share < 1:
        return str(_("%(one)s and %(other)s alike", **titles))
    return str(_("%(one)s rather than %(other)s", **titles))
