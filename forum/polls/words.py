"""The vocabularies of polls, each spelled once."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class State(IntEnum):
    """Where a poll is on its way. It only moves forward."""

    DRAFT = 0
    """Only its author and the team know of it."""
    OPEN = 1
    CLOSED = 2
    """No new votes; those that arrived in time are waited for, then it is counted."""
    SEALED = 3
    """Counted for good."""


class Kind(StrEnum):
    """What a question asks for."""

    ONE = "one"
    APPROVAL = "approval"
    RANKING = "ranking"
    SCORE = "score"
    DUEL = "duel"
    """Two options at a time: which?"""


class Method(StrEnum):
    """How a question is counted."""

    PLURALITY = "plurality"
    APPROVAL = "approval"
    IRV = "irv"
    SCHULZE = "schulze"
    BORDA = "borda"
    MEAN = "mean"
    MEDIAN = "median"
    BRADLEY_TERRY = "bradley-terry"


METHODS: dict[Kind, tuple[Method, ...]] = {
    Kind.ONE: (Method.PLURALITY,),
    Kind.APPROVAL: (Method.APPROVAL,),
    Kind.RANKING: (Method.IRV, Method.SCHULZE, Method.BORDA),
    Kind.SCORE: (Method.MEAN, Method.MEDIAN),
    Kind.DUEL: (Method.BRADLEY_TERRY,),
}
"""The methods that may decide each kind of question, the usual one first."""


class Shown(StrEnum):
    """When the result is to be seen."""

    ALWAYS = "always"
    AFTER_VOTING = "after-voting"
    AFTER_CLOSE = "after-close"
    BRAND = "brand"
    """By the brand alone."""


class Roll(StrEnum):
    """Who is on the list of voters."""

    OPEN = "open"
    """Whoever is a member when they vote; those who joined after the opening are marked."""
    AT_OPENING = "at-opening"
    """Who was a member when the poll was opened."""


class Act(StrEnum):
    """What the ledger speaks of."""

    CAST = "cast"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


NONE = "none"
"""The answer "none of these"."""
UNKNOWN = "unknown"
"""The answer "I don't know"."""
HIGHEST_SCORE = 5
