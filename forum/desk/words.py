"""The vocabularies of the desk, and their names for people."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from flask_babel import format_date, lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.core.attention import AnswerKind


class State(StrEnum):
    """Where an item of the queue stands."""

    OPEN = "open"
    ASLEEP = "asleep"
    DONE = "done"


class TaskState(StrEnum):
    """How far something promised has come."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Gift(StrEnum):
    """Something extraordinary."""

    INVITATION = "invitation"
    VOUCHER = "voucher"
    GIFT = "gift"
    GREETING = "greeting"
    PRODUCT = "product"


class Tone(StrEnum):
    """How one is addressed."""

    FORMAL = "formal"
    INFORMAL = "informal"


GIFT_NAMES: dict[Gift, LazyString] = {
    Gift.INVITATION: _l("Invitation"),
    Gift.VOUCHER: _l("Voucher"),
    Gift.GIFT: _l("Gift"),
    Gift.GREETING: _l("Recorded greeting"),
    Gift.PRODUCT: _l("Product to try"),
}

TONE_NAMES: dict[Tone, LazyString] = {Tone.FORMAL: _l("Formal"), Tone.INFORMAL: _l("Informal")}

ANSWER_NAMES: dict[AnswerKind, LazyString] = {
    AnswerKind.REMOVE: _l("Remove"),
    AnswerKind.IGNORE: _l("Ignore"),
    AnswerKind.LIKE: _l("Like"),
    AnswerKind.VALUE: _l("Value"),
    AnswerKind.PERSONALISE: _l("Personalise"),
}

ANSWER_ICONS: dict[AnswerKind, str] = {
    AnswerKind.REMOVE: "hide",
    AnswerKind.IGNORE: "check",
    AnswerKind.LIKE: "heart",
    AnswerKind.VALUE: "star",
    AnswerKind.PERSONALISE: "gift",
}

WHAT_FOLLOWS: dict[AnswerKind, LazyString] = {
    AnswerKind.REMOVE: _l(
        "Readers see a placeholder with the reason. The author still sees the text and is told why."
    ),
    AnswerKind.IGNORE: _l("It leaves the queue. The post stays as it is, and nobody is told."),
    AnswerKind.LIKE: _l("You like the post, and it says that the team likes it."),
    AnswerKind.VALUE: _l(
        "Your words and the mark “valued by the brand” stand under the post for everybody. The author is told."
    ),
    AnswerKind.PERSONALISE: _l(
        "Your words begin a private conversation with the author. A task keeps what you promise until it is done."
    ),
}

DONE_NAMES: dict[AnswerKind, LazyString] = {
    AnswerKind.REMOVE: _l("Removed"),
    AnswerKind.IGNORE: _l("Ignored"),
    AnswerKind.LIKE: _l("Liked as the team"),
    AnswerKind.VALUE: _l("Valued"),
    AnswerKind.PERSONALISE: _l("Personalised"),
}


def answer_name(kind: int) -> str:
    """Return what the key of an answer is called."""
    return str(ANSWER_NAMES[AnswerKind(kind)])


def answer_icon(kind: int) -> str:
    """Return the icon of an answer."""
    return ANSWER_ICONS[AnswerKind(kind)]


def answer_follows(kind: int) -> str:
    """Return what will follow from an answer."""
    return str(WHAT_FOLLOWS[AnswerKind(kind)])


def plain_day(day: date) -> str:
    """Return a day as the viewer's language writes it."""
    return str(format_date(day, "medium"))


def answer_done(kind: int) -> str:
    """Return what an answer is called once it is given; what a source offers is called an act."""
    return str(DONE_NAMES[AnswerKind(kind)]) if kind else str(_l("Decided"))


TASK_STATES: dict[TaskState, LazyString] = {
    TaskState.OPEN: _l("Open"),
    TaskState.DONE: _l("Done"),
    TaskState.DROPPED: _l("Dropped"),
}


def gift_name(gift: str) -> str:
    """Return what a gift is called."""
    return str(GIFT_NAMES[Gift(gift)])


def task_state(state: str) -> str:
    """Return what a task's state is called."""
    return str(TASK_STATES[TaskState(state)])
