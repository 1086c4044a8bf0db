"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import NOTHING, Detail, RoomWords, Subject, one_of, register_words, shortly
from forum.badges.models import BY_HAND, Gift
from forum.badges.words import kind_names
from forum.core.metrics import metrics

GIFTS = {
    Gift.NONE.value: _l("nothing more"),
    Gift.VOUCHER.value: _l("a code from your list"),
    Gift.INVITATION.value: _l("an invitation for a friend"),
}


def _metric(key: str | None) -> str:
    """Return what is counted under a key."""
    metric = metrics.get(key or "")
    return str(metric.name) if metric else str(_l("Given by hand")) if key == BY_HAND else key or NOTHING


PARTS = {
    "names": Detail(_l("Name")),
    "texts": Detail(_l("Text"), shortly()),
    "picture": Detail(_l("Picture")),
    "pictures": Detail(_l("Picture in another language")),
    "metric": Detail(_l("What is counted"), _metric),
    "levels": Detail(_l("Levels")),
    "kind": Detail(_l("Only of this kind"), lambda key: kind_names().get(key, key or NOTHING)),
    "category": Detail(_l("Only in this category")),
    "tag": Detail(_l("Only under this tag")),
    "minimum": Detail(_l("From at least so many")),
    "active": Detail(_l("This badge is given")),
    "gift": Detail(_l("Gift"), one_of(GIFTS)),
}
"""What of a badge, and of the thanks for a level, is written down."""


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
                "badge-rule": Subject(_l("Badge"), lambda id: url_for("badges.badge", rule_id=id)),
                "like-finding": Subject(_l("Unusual likes")),
            },
            details={
                "rule_id": Detail(_l("Badge")),
                "level": Detail(_l("Level")),
                "silent": Detail(_l("Without telling members")),
                "gift": PARTS["gift"],
                "codes": Detail(_l("New codes")),
            },
            changed=lambda part: PARTS.get(part) or Detail(part),
        ),
    )
