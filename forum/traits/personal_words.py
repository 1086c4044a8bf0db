"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import Part, PersonalWords, Section, moment

WORDS = PersonalWords(
    _l("Questions to you"),
    {
        "answers": Section(
            _l("Your answers"),
            {
                "question": Part(_l("Question")),
                "answer": Part(_l("The answer")),
                "answered_at": Part(_l("When"), moment),
            },
        )
    },
)
