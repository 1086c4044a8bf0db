"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.audit.words import RoomWords, register_words


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "pages",
        RoomWords(
            _l("Pages"),
            acts={
                "face.published": _l("New look published"),
                "member.welcomed": _l("New member welcomed"),
            },
        ),
    )
