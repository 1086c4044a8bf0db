"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import Part, PersonalWords, Section, link, moment, one_of
from forum.uploads.models import Purpose

PURPOSES = {
    Purpose.POST.value: _l("In a post"),
    Purpose.AVATAR.value: _l("Beside your name"),
    Purpose.BRAND.value: _l("For the brand"),
}

WORDS = PersonalWords(
    _l("Pictures"),
    {
        "pictures": Section(
            _l("Pictures you brought"),
            {
                "address": Part(_l("Where"), lambda address: link(urlsplit(address).path)),
                "purpose": Part(_l("For"), one_of(PURPOSES)),
                "description": Part(_l("Description")),
                "width": Part(_l("Width in pixels")),
                "height": Part(_l("Height in pixels")),
                "brought_at": Part(_l("When"), moment),
            },
        )
    },
)
