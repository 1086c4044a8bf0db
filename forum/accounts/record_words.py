"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.audit.words import MEMBER, Detail, RoomWords, Subject, one_of, register_words

ROLE_NAMES = {
    "moderator": _l("Moderator"),
    "brand": _l("Brand team"),
    "administrator": _l("Administrator"),
}
ROLES = Detail(_l("Offices"), one_of(ROLE_NAMES))


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "accounts",
        RoomWords(
            _l("Members"),
            acts={
                "member.roles-changed": _l("Offices of a member changed"),
                "member.suspended": _l("Member suspended"),
                "member.suspension-lifted": _l("Suspension ended"),
            },
            subjects={MEMBER: Subject(_l("Member"))},
            details={"until": Detail(_l("Until when")), "roles": ROLES},
            changed=lambda part: ROLES,
        ),
    )
