"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, one_of, register_words
from forum.campaigns.words import OUTCOME_NAMES, PHASE_NAMES, STATE_NAMES, STEP_NAMES

PHASE = Detail(_l("Phase"), one_of({phase.value: name for phase, name in PHASE_NAMES.items()}))
DATES = {
    "ideas_until": Detail(_l("Ideas until")),
    "vote_from": Detail(_l("Vote from")),
    "vote_until": Detail(_l("Vote until")),
}


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "campaigns",
        RoomWords(
            _l("Campaigns"),
            acts={
                "campaign.started": _l("Campaign started"),
                "campaign.dates-set": _l("Dates of a campaign set"),
                "campaign.moved": _l("Campaign brought into its next phase"),
                "campaign.outcome-published": _l("Outcome of a campaign published"),
                "campaign.step-added": _l("Step after a campaign added"),
                "campaign.step-edited": _l("Step after a campaign put right"),
                "idea.answered": _l("Idea answered"),
            },
            subjects={
                "campaign": Subject(_l("Campaign"), lambda id: url_for("campaigns.campaign", topic_id=id)),
                "idea": Subject(_l("Idea"), lambda id: url_for("discussions.topic", topic_id=id)),
            },
            details={
                "outcome": Detail(
                    _l("Outcome"), one_of({k.value: name for k, name in OUTCOME_NAMES.items()})
                ),
                "state": Detail(_l("Answer"), one_of({k.value: name for k, name in STATE_NAMES.items()})),
                "step": Detail(_l("Step"), one_of({k.value: name for k, name in STEP_NAMES.items()})),
                "into": Detail(_l("Merged into topic")),
            },
            changed=lambda part: DATES.get(part, PHASE),
        ),
    )
