"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import Part, PersonalWords, Section, moment

WORDS = PersonalWords(
    _l("Your welcome"),
    {
        "welcome": Section(
            _l("Arriving"),
            {
                "tour_done_at": Part(_l("Tour ended"), moment),
                "shows_presence": Part(_l("Others see when you are here")),
                "welcomed_at": Part(_l("Welcomed on"), moment),
            },
        )
    },
)
