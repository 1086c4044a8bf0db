"""What the record keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.audit.words import act_name
from forum.core.personal_words import Part, PersonalWords, Section, moment

WORDS = PersonalWords(
    _l("The record"),
    {
        "acts": Section(
            _l("Acts about your membership"),
            {"at": Part(_l("When"), moment), "act": Part(_l("What was done"), act_name)},
        )
    },
)
