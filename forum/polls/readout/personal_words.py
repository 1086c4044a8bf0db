"""What the read-out keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import Part, PersonalWords, Section, leads_to

WORDS = PersonalWords(
    _l("Votes that stand out"),
    {
        "traces": Section(
            _l("Why one of your votes may be noticed"),
            {
                "poll_id": Part(_l("Poll"), leads_to("/polls/{}")),
                "burst": Part(_l("Many votes came from one network at once")),
                "new": Part(_l("The account was new")),
                "silent": Part(_l("The account had done nothing else")),
            },
        )
    },
)
