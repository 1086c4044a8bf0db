"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.campaigns.words import STATE_NAMES
from forum.core.personal_words import AT_TOPIC, Part, PersonalWords, Section, moment, one_of

WORDS = PersonalWords(
    _l("Campaigns"),
    {
        "ideas": Section(
            _l("Your ideas"),
            {
                "topic_id": Part(_l("Where"), AT_TOPIC),
                "campaign": Part(_l("Campaign"), AT_TOPIC),
                "state": Part(_l("State"), one_of(STATE_NAMES)),
                "answer": Part(_l("The answer")),
                "answered_at": Part(_l("Answered on"), moment),
                "chosen": Part(_l("Chosen")),
            },
        )
    },
)
