"""The vocabulary of publishing."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from flask_babel import LazyString, lazy_gettext as _l


class Purpose(StrEnum):
    """What a publication is for."""

    CONVERSATION = "conversation"
    RELAY = "relay"
    PROMOTION = "promotion"


class State(StrEnum):
    """How far a publication is."""

    DRAFT = "draft"
    ASKED = "asked"
    PLANNED = "planned"
    PUBLISHED = "published"


class Outcome(StrEnum):
    """What came of a publication that was asked about or planned."""

    AGREED = "agreed"
    REFUSED = "refused"
    LATE = "late"
    STOPPED = "stopped"


class Every(StrEnum):
    """How a series goes on."""

    ONCE = "once"
    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"


TARGET = {Purpose.CONVERSATION: 70, Purpose.RELAY: 25, Purpose.PROMOTION: 5}
"""How publications should be divided, in percent: mostly talk with members, then what members made, little selling."""
STEPS = {Every.WEEK: timedelta(days=7), Every.TWO_WEEKS: timedelta(days=14)}

PURPOSE_NAMES: dict[Purpose, LazyString] = {
    Purpose.CONVERSATION: _l("Conversation"),
    Purpose.RELAY: _l("Relay"),
    Purpose.PROMOTION: _l("Promotion"),
}
PURPOSE_HINTS: dict[Purpose, LazyString] = {
    Purpose.CONVERSATION: _l("You ask, tell or answer."),
    Purpose.RELAY: _l("You pass on what members made."),
    Purpose.PROMOTION: _l("You speak of a product or an offer."),
}
STATE_NAMES: dict[State, LazyString] = {
    State.DRAFT: _l("Draft"),
    State.ASKED: _l("Waits for approval"),
    State.PLANNED: _l("Planned"),
    State.PUBLISHED: _l("Published"),
}
OUTCOME_WORDS: dict[Outcome, LazyString] = {
    Outcome.AGREED: _l("everybody agrees, it appears at its time."),
    Outcome.REFUSED: _l("somebody does not agree. It is a draft again, with the reason."),
    Outcome.LATE: _l("not everybody answered in time. It is a draft again and was not published."),
    Outcome.STOPPED: _l("it could not be published. It is a draft again, with the reason."),
}
EVERY_NAMES: dict[Every, LazyString] = {
    Every.ONCE: _l("Once"),
    Every.WEEK: _l("Every week"),
    Every.TWO_WEEKS: _l("Every two weeks"),
    Every.MONTH: _l("Every month"),
}
