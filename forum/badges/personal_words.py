"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import AT_POST, Part, PersonalWords, Section, moment

WORDS = PersonalWords(
    _l("Badges"),
    {
        "badges": Section(
            _l("Your badges"),
            {
                "name": Part(_l("Badge")),
                "level": Part(_l("Level")),
                "post_id": Part(_l("For this post"), AT_POST),
                "earned_at": Part(_l("Earned"), moment),
                "lost_since": Part(_l("Lost"), moment),
                "voucher": Part(_l("Voucher")),
            },
        )
    },
)
