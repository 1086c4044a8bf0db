"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.member_attributes import band_words, find_attribute
from forum.core.personal_words import FOR_PROGRAMS, Part, PersonalWords, Section, leads_to, moment


def _bands(bands: dict[str, str]) -> str:
    """Return what was written on the ballot beside its answers, a line each."""
    colon = _(":")
    named = ((find_attribute(key), key, band) for key, band in bands.items())
    return "\n".join(
        f"{known.label if known else key}{colon} {band_words(key, band)}" for known, key, band in named
    )


AT_POLL = leads_to("/polls/{}")

WORDS = PersonalWords(
    _l("Polls"),
    {
        "votes": Section(
            _l("Where you voted"),
            {
                "poll_id": Part(_l("Poll, with your answers"), AT_POLL),
                "topic_id": FOR_PROGRAMS,
                "secret": Part(_l("Secret ballot")),
                "answers": FOR_PROGRAMS,
                "bands": Part(_l("Counted with these groups"), _bands),
                "at": Part(_l("When"), moment),
            },
        ),
        "polls": Section(_l("Polls you made"), {"": Part(_l("Poll"), AT_POLL)}),
    },
)
