"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from forum.core.i18n import localized
from forum.core.personal_words import (
    AT_POST,
    FOR_PROGRAMS,
    Part,
    PersonalWords,
    Section,
    moment,
    one_of,
    plainly,
)
from forum.core.reasons import reason_name
from forum.moderation.measures import measures
from forum.moderation.models import Hidden, ObjectionState, ReportState

REPORT_STATES = {
    ReportState.OPEN: _l("Not decided yet"),
    ReportState.UPHELD: _l("It was upheld"),
    ReportState.DECLINED: _l("It was declined"),
}
OBJECTION_STATES = {
    ObjectionState.OPEN: _l("Not decided yet"),
    ObjectionState.UPHELD: _l("It was upheld"),
    ObjectionState.DECLINED: _l("It was declined"),
    ObjectionState.WITHDRAWN: _l("Withdrawn"),
}
HIDDEN = {Hidden.PROFILE: _l("Profile"), Hidden.FACE: _l("Picture")}


def _measure(key: str) -> str:
    known = measures.get(key)
    return str(known.name) if known else plainly(key)


def _ground(ground: dict[str, Any]) -> str:
    """Return the sentence on which a decision rested when it was made, and the law if it was one."""
    said = (localized(ground.get("texts") or {}), localized(ground.get("law") or {}))
    return "\n".join(sentence for sentence in said if sentence)


WHEN = Part(_l("When"), moment)
REASON = Part(_l("Reason"), reason_name)
ANSWER = Part(_l("The answer"))

WORDS = PersonalWords(
    _l("Moderation"),
    {
        "reports": Section(
            _l("What you reported"),
            {
                "about_post_id": Part(_l("Post"), AT_POST),
                "about_member_id": FOR_PROGRAMS,
                "reason": REASON,
                "note": Part(_l("Your words")),
                "state": Part(_l("Decision"), one_of(REPORT_STATES)),
                "answer": ANSWER,
                "at": WHEN,
            },
        ),
        "decisions": Section(
            _l("Decisions about you"),
            {
                "measure": Part(_l("What was done"), _measure),
                "post_id": Part(_l("Post"), AT_POST),
                "reason": REASON,
                "ground": Part(_l("Because"), _ground),
                "message": Part(_l("Message of the moderators")),
                "at": WHEN,
                "lifted_at": Part(_l("Taken back"), moment),
            },
        ),
        "objections": Section(
            _l("Your objections"),
            {
                "text": Part(_l("Your words")),
                "state": Part(_l("Decision"), one_of(OBJECTION_STATES)),
                "answer": ANSWER,
                "at": WHEN,
            },
        ),
        "hidden_profile": Section(
            _l("Hidden from your profile"),
            {"what": Part(_l("What"), one_of(HIDDEN)), "text": Part(_l("Text"))},
        ),
    },
)
