"""What this room's acts are called in the record."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.admin.forms import AUDIENCES
from forum.audit.words import Detail, RoomWords, Subject, one_of, plain, register_words, shortly
from forum.core.settings import settings

LEVELS = one_of({int(choice.value): choice.label for choice in AUDIENCES})
PARTS = {
    "names": Detail(_l("Name")),
    "descriptions": Detail(_l("Description")),
    "colour": Detail(_l("Colour")),
    "parent_id": Detail(_l("Stands below")),
    "read_level": Detail(_l("Who may read"), LEVELS),
    "reply_level": Detail(_l("Who may answer"), LEVELS),
    "start_level": Detail(_l("Who may start topics"), LEVELS),
}
"""What of a category is written down."""


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "admin",
        RoomWords(
            _l("Settings"),
            acts={
                "settings.changed": _l("Settings changed"),
                "category.created": _l("Category made"),
                "category.changed": _l("Category changed"),
                "creation-kind.saved": _l("Kind of creation saved"),
                "creation-kind.removed": _l("Kind of creation removed"),
            },
            subjects={
                "settings": Subject(_l("Settings")),
                "category": Subject(_l("Category"), lambda id: url_for("admin.category", category_id=id)),
            },
            details={"keys": Detail(_l("What"), _labels), "key": Detail(_l("Key"))},
            changed=_change,
        ),
    )


def _change(part: str) -> Detail:
    """Return how a part of a category, or a setting, is said."""
    setting = settings.get(part)
    if setting is None:
        return PARTS.get(part) or Detail(part)
    return Detail(setting.label, shortly(one_of(dict(setting.choices))))


def _labels(keys: Any) -> str:
    return plain([str(setting.label) if (setting := settings.get(key)) else key for key in keys])
