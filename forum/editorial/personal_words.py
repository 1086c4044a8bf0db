"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import Part, PersonalWords, Section, leads_to, moment, one_of
from forum.editorial.words import STATE_NAMES

WORDS = PersonalWords(
    _l("Written for the brand"),
    {
        "publications": Section(
            _l("Publications"),
            {
                "title": Part(_l("Title")),
                "text": Part(_l("Text")),
                "state": Part(_l("State"), one_of(STATE_NAMES)),
                "planned_for": Part(_l("Planned for"), moment),
                "reason": Part(_l("Reason")),
            },
        ),
        "approvals": Section(
            _l("What you were asked to approve"),
            {
                "publication": Part(_l("Publication"), leads_to("/editorial/{}")),
                "agreed": Part(_l("Agreed")),
                "note": Part(_l("Note")),
            },
        ),
    },
)
