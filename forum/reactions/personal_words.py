"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import AT_POST, Part, PersonalWords, Section, moment

MARKED = {"post_id": Part(_l("Post"), AT_POST), "at": Part(_l("When"), moment)}

WORDS = PersonalWords(
    _l("Likes and bookmarks"),
    {"likes": Section(_l("Likes given"), MARKED), "bookmarks": Section(_l("Bookmarks"), MARKED)},
)
