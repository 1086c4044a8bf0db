"""A gate for the charter: who has not accepted the edition that holds reads freely, and writes once they have."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.gates import PASSED, Outcome, Submission, Verdict
from forum.gatekeeping.operations.charter import present_number
from forum.gatekeeping.queries.charter import has_to_accept
from forum.gatekeeping.trust import has_office

GATE = "charter"
FIRST_EDITION = 1


def charter_gate(submission: Submission) -> Verdict:
    """Refuse what somebody writes until they accept the charter. The form that keeps their words offers to.

    Those with an office pass: what the brand has planned goes out whoever of the team has read the edition by then.
    """
    actor = submission.actor
    if actor.id is None or has_office(actor) or present_number() <= FIRST_EDITION:
        return PASSED
    if not has_to_accept(actor.id):
        return PASSED
    message = _(
        "Our charter has a new edition. Accept it below your text, and send your text again: it is kept."
    )
    return Verdict(Outcome.REFUSE, message, GATE)
