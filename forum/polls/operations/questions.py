"""A question that is being written, and what can be asked: the messages name the options that do not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, gettext as _

from forum.core.policy import Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.polls.models.poll import QUESTION_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from forum.polls.words import METHODS, Kind, Method

FEWEST_OPTIONS = 2
MOST_OPTIONS = 60
MOST_RANKED = 20
MOST_IN_DUEL = 2_000
FEWEST_IN_DUEL = 3
NAMED = 5
"""So many options a message names at most."""
SHORT = 40
"""Of a title that is too long, so many characters are told."""


@dataclass(frozen=True)
class NewOption:
    """An option that is being written."""

    title: str
    text: str = ""
    upload_id: int | None = None


@dataclass(frozen=True)
class NewQuestion:
    """A question that is being written."""

    text: str
    kind: Kind
    options: Sequence[NewOption]
    method: Method | None = None
    least: int = 1
    most: int | None = None
    allows_none: bool = False
    allows_unknown: bool = False


def checked_question(question: NewQuestion) -> NewQuestion:
    """Return `question` cleaned and complete.

    Raises:
        Invalid: when it cannot be asked like that.
    """
    text = clean_line(question.text)
    if not 1 <= len(text) <= QUESTION_LENGTH:
        raise Invalid(_("A question has 1 to %(most)s characters.", most=QUESTION_LENGTH), field="text")
    options = [
        NewOption(clean_line(each.title), clean_text(each.text), each.upload_id) for each in question.options
    ]
    options = [each for each in options if each.title or each.text or each.upload_id]
    _check_options(question.kind, options)
    method = question.method or METHODS[question.kind][0]
    if method not in METHODS[question.kind]:
        raise Invalid(_("This question cannot be counted like that."), field="method")
    most = len(options) if question.most is None else question.most
    least = question.least
    if question.kind in (Kind.ONE, Kind.SCORE, Kind.DUEL):
        least, most = 1, 1
    if not 1 <= least <= most <= len(options):
        raise Invalid(
            _("At least and at most do not fit: there are %(count)s options.", count=len(options)),
            field="most",
        )
    others = (
        (question.allows_none, question.allows_unknown) if question.kind is not Kind.DUEL else (False, False)
    )
    return NewQuestion(text, question.kind, options, method, least, most, *others)


def _check_options(kind: Kind, options: Sequence[NewOption]) -> None:
    _check_number(kind, len(options))
    if any(not each.title for each in options):
        raise Invalid(_("Name each option that has a text or a picture."), field="options")
    if long := [each.title for each in options if len(each.title) > TITLE_LENGTH]:
        raise Invalid(
            _(
                "The name of an option has at most %(most)s characters. Too long: %(titles)s",
                most=TITLE_LENGTH,
                titles=_named(long),
            ),
            field="options",
        )
    if wordy := [each.title for each in options if len(each.text) > TEXT_LENGTH]:
        raise Invalid(
            _(
                "What is said about an option has at most %(most)s characters. Too long: %(titles)s",
                most=TEXT_LENGTH,
                titles=_named(wordy),
            ),
            field="options",
        )
    times = Counter(_as_read(each.title) for each in options)
    first = {_as_read(each.title): each.title for each in reversed(options)}
    if twice := [first[folded] for folded, count in times.items() if count > 1]:
        raise Invalid(
            _("Each option needs a name of its own. More than once: %(titles)s", titles=_named(twice)),
            field="options",
        )


def _as_read(title: str) -> str:
    """Return a title as people take it in: they see neither which letters are large nor how wide a space is."""
    return " ".join(title.casefold().split())


def _check_number(kind: Kind, given: int) -> None:
    least, most = FEWEST_OPTIONS, MOST_OPTIONS
    if kind is Kind.RANKING:
        most = MOST_RANKED
    elif kind is Kind.DUEL:
        least, most = FEWEST_IN_DUEL, MOST_IN_DUEL
    if not least <= given <= most:
        raise Invalid(
            _(
                "Give %(least)s to %(most)s options. You gave %(given)s.",
                least=least,
                most=format_decimal(most),
                given=format_decimal(given),
            ),
            field="options",
        )


def _named(titles: Sequence[str]) -> str:
    """Return the first of `titles` as a message names them, each cut where it is long."""
    named = [
        _("“%(title)s”", title=title if len(title) <= SHORT else f"{title[:SHORT].rstrip()}…")
        for title in titles[:NAMED]
    ]
    return ", ".join([*named, "…"] if len(titles) > NAMED else named)
