"""What this room's own act is called in the record."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.audit.operations import ENTRY, ERASED
from forum.audit.words import RoomWords, Subject, register_words


def init_app(app: Flask) -> None:
    """Enter it."""
    register_words(
        app,
        "audit",
        RoomWords(
            _l("Record"),
            acts={ERASED: _l("Why and how of an act forgotten")},
            subjects={ENTRY: Subject(_l("Entry of the record"))},
        ),
    )
