"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, register_words


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "badges",
        RoomWords(
            _l("Badges"),
            acts={
                "badge.given": _l("Badge given by hand"),
                "badge.taken-back": _l("Badge taken back"),
                "badge-rule.created": _l("Badge made"),
                "badge-rule.changed": _l("Badge changed"),
                "badge-thanks.changed": _l("Thanks for a badge changed"),
                "likes.left-be": _l("Unusual likes looked at and left"),
            },
            subjects={
                "badge-rule": Subject(_l("Badge"), lambda id: url_for("admin.badge", rule_id=id)),
                "like-finding": Subject(_l("Unusual likes")),
            },
            details={
                "rule_id": Detail(_l("Badge")),
                "level": Detail(_l("Level")),
                "silent": Detail(_l("Without telling members")),
                "gift": Detail(_l("Gift")),
                "codes": Detail(_l("New codes")),
            },
        ),
    )
