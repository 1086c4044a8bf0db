"""The vocabularies of campaigns, each spelled once, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.polls.words import Kind

CAMPAIGN: Final = "campaign"
IDEA: Final = "idea"
"""The keys of the two kinds of topic."""


class Phase(StrEnum):
    """Where a campaign is on its way. It only moves forward."""

    IDEAS = "ideas"
    SHORTLIST = "shortlist"
    VOTE = "vote"
    OUTCOME = "outcome"
    """The brand owes an answer, or its answer was that nothing is made."""
    TRAIL = "trail"
    """The brand makes it, and shows how it comes along."""


class Form(StrEnum):
    """What is looked for."""

    FLAVOUR = "flavour"
    NAME = "name"
    PACKAGING = "packaging"
    SLOGAN = "slogan"
    OTHER = "other"


class IdeaState(StrEnum):
    """What the brand answered to an idea."""

    OPEN = "open"
    KEPT = "kept"
    MERGED = "merged"
    NOT_KEPT = "not-kept"


class OutcomeKind(StrEnum):
    """What the brand does with the result."""

    AS_IS = "as-is"
    ADAPTED = "adapted"
    NOT_MADE = "not-made"


class StepKind(StrEnum):
    """How far the chosen idea has come."""

    DEVELOPMENT = "development"
    PROTOTYPE = "prototype"
    SHELF = "shelf"


PHASES: tuple[Phase, ...] = tuple(Phase)

PHASE_NAMES: Mapping[Phase, LazyString] = {
    Phase.IDEAS: _l("Ideas"),
    Phase.SHORTLIST: _l("Shortlist"),
    Phase.VOTE: _l("The vote"),
    Phase.OUTCOME: _l("Outcome"),
    Phase.TRAIL: _l("What became of it"),
}
PHASE_SENTENCES: Mapping[Phase, LazyString] = {
    Phase.IDEAS: _l("Everybody can propose ideas now."),
    Phase.SHORTLIST: _l("The brand is reading every idea and answers each of them."),
    Phase.VOTE: _l("The vote is open."),
    Phase.OUTCOME: _l("The vote is over. The brand owes an answer."),
    Phase.TRAIL: _l("It is being made."),
}
ANSWERED: Final = "answered"
SHELF: Final = "shelf"
"""The news of which those who voted are told as well."""
NEWS: Mapping[str, LazyString] = {
    Phase.IDEAS.value: _l("ideas are wanted"),
    Phase.SHORTLIST.value: _l("the brand is choosing from the ideas"),
    Phase.VOTE.value: _l("the vote is open"),
    Phase.OUTCOME.value: _l("the vote is over"),
    Phase.TRAIL.value: _l("there is an outcome"),
    ANSWERED: _l("there is an outcome"),
    "step": _l("there is news from the making"),
    SHELF: _l("it has a day on the shelf"),
}
"""What followers are told, after the title of the campaign."""

FORM_NAMES: Mapping[Form, LazyString] = {
    Form.FLAVOUR: _l("A new flavour"),
    Form.NAME: _l("A product name"),
    Form.PACKAGING: _l("A packaging"),
    Form.SLOGAN: _l("A slogan"),
    Form.OTHER: _l("Something else"),
}
QUESTIONS: Mapping[Form, LazyString] = {
    Form.FLAVOUR: _l("Which flavour shall we make?"),
    Form.NAME: _l("What shall it be called?"),
    Form.PACKAGING: _l("Which packaging do you like best?"),
    Form.SLOGAN: _l("Which slogan shall stand on the poster?"),
    Form.OTHER: _l("Which idea do you like best?"),
}
"""What the vote asks, unless the brand writes something else."""
USUAL_KINDS: Mapping[Form, Kind] = {
    Form.FLAVOUR: Kind.APPROVAL,
    Form.NAME: Kind.RANKING,
    Form.PACKAGING: Kind.ONE,
    Form.SLOGAN: Kind.DUEL,
    Form.OTHER: Kind.APPROVAL,
}
"""How it is answered, unless the brand chooses otherwise or the shortlist does not fit."""

STATE_NAMES: Mapping[IdeaState, LazyString] = {
    IdeaState.OPEN: _l("Not answered yet"),
    IdeaState.KEPT: _l("On the shortlist"),
    IdeaState.MERGED: _l("Merged with another idea"),
    IdeaState.NOT_KEPT: _l("Not kept"),
}
OUTCOME_NAMES: Mapping[OutcomeKind, LazyString] = {
    OutcomeKind.AS_IS: _l("We make it as you chose it"),
    OutcomeKind.ADAPTED: _l("We make it, with changes"),
    OutcomeKind.NOT_MADE: _l("We do not make it"),
}
STEP_NAMES: Mapping[StepKind, LazyString] = {
    StepKind.DEVELOPMENT: _l("In development"),
    StepKind.PROTOTYPE: _l("Prototype"),
    StepKind.SHELF: _l("On the shelf"),
}
