"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import (
    AT_POST,
    AT_TOPIC,
    FOR_PROGRAMS,
    Part,
    PersonalWords,
    Section,
    link,
    moment,
    one_of,
)
from forum.discussions.models import FollowMode, FollowTarget

POST_STATES = {
    "visible": _l("Visible"),
    "hidden": _l("Hidden"),
    "withdrawn": _l("Withdrawn"),
    "purged": _l("Emptied"),
    "held": _l("Waiting for a moderator"),
}
TARGETS = {
    FollowTarget.TOPIC: _l("Topic"),
    FollowTarget.CATEGORY: _l("Category"),
    FollowTarget.TAG: _l("Tag"),
    FollowTarget.MEMBER: _l("Member"),
}
MODES = {FollowMode.FOLLOW: _l("Followed"), FollowMode.MUTE: _l("Muted"), FollowMode.BLOCK: _l("Blocked")}


def _written(fields: dict[str, str]) -> str:
    """Return the texts of a draft, without the numbers with which its form goes on."""
    return "\n".join(text for text in fields.values() if text and not text.isdecimal())


def _followed(entry: dict[str, Any]) -> str:
    """Return where it stands: a topic itself, all else in the list of what somebody follows."""
    return AT_TOPIC(entry["id"]) if entry["what"] == FollowTarget.TOPIC else link("/following")


TITLE = Part(_l("Title"))
TEXT = Part(_l("Text"))

WORDS = PersonalWords(
    _l("What you wrote and read"),
    {
        "posts": Section(
            _l("Posts"),
            {
                "id": Part(_l("Where"), AT_POST),
                "title": TITLE,
                "written_at": Part(_l("Written"), moment),
                "edited_at": Part(_l("Edited"), moment),
                "state": Part(_l("State"), one_of(POST_STATES)),
                "text": TEXT,
            },
        ),
        "revisions": Section(
            _l("Earlier versions"),
            {
                "post_id": Part(_l("Post"), AT_POST),
                "number": FOR_PROGRAMS,
                "replaced_at": Part(_l("Replaced"), moment),
                "title": TITLE,
                "text": TEXT,
            },
        ),
        "drafts": Section(
            _l("Drafts"),
            {
                "place": FOR_PROGRAMS,
                "fields": Part(_l("Text"), _written),
                "updated_at": Part(_l("Last saved"), moment),
            },
        ),
        "following": Section(
            _l("What you follow, mute or block"),
            {
                "what": Part(_l("What"), one_of(TARGETS)),
                "id": Part(_l("Where"), _followed, whole=True),
                "mode": Part(_l("How"), one_of(MODES)),
                "since": Part(_l("Since"), moment),
            },
        ),
        "read": Section(
            _l("How far you have read"),
            {"topic_id": Part(_l("Where"), AT_TOPIC), "up_to": Part(_l("Up to post"))},
        ),
    },
)
