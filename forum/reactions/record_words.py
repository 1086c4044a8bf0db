"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, register_words


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "reactions",
        RoomWords(
            _l("Likes"),
            acts={
                "likes.discounted": _l("Likes not counted any more"),
                "likes.discount-lifted": _l("Likes counted again"),
            },
            subjects={"like-discount": Subject(_l("Likes that do not count"))},
            details={"likes": Detail(_l("Likes")), "finding": Detail(_l("Found by"))},
        ),
    )
