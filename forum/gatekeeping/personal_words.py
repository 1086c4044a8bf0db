"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import AT_POST, Part, PersonalWords, Section, moment, one_of
from forum.core.reasons import reason_name
from forum.gatekeeping.measures import NAMES as MEASURE_NAMES
from forum.gatekeeping.models.checks import Decision
from forum.gatekeeping.trust import NAMES as LEVEL_NAMES

DECISIONS = {
    Decision.RELEASED: _l("Published"),
    Decision.REFUSED: _l("Not published"),
    Decision.FINE: _l("Left as it is"),
    Decision.HIDDEN: _l("Hidden"),
}

WORDS = PersonalWords(
    _l("Checks and trust"),
    {
        "checks": Section(
            _l("Checks of your posts"),
            {
                "post_id": Part(_l("Post"), AT_POST),
                "waited": Part(_l("Waited for a moderator")),
                "why": Part(_l("Because")),
                "at": Part(_l("When"), moment),
                "decision": Part(_l("Decision"), one_of(DECISIONS)),
                "reason": Part(_l("Reason"), reason_name),
            },
        ),
        "measures": Section(
            _l("Measures about you"),
            {
                "kind": Part(_l("What was done"), one_of(MEASURE_NAMES)),
                "reason": Part(_l("Reason"), reason_name),
                "from": Part(_l("Begun"), moment),
                "until": Part(_l("Ends"), moment),
                "taken_back": Part(_l("Taken back"), moment),
            },
        ),
        "trust_by_hand": Section(
            _l("Trust fixed by hand"),
            {"level": Part(_l("Level"), one_of(LEVEL_NAMES)), "reason": Part(_l("Reason"))},
        ),
    },
)
