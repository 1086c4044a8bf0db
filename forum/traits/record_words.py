"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, register_words, shortly


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "traits",
        RoomWords(
            _l("Questions to members"),
            acts={
                "trait.asked": _l("Question to members asked"),
                "trait.changed": _l("Question to members changed"),
                "trait.ended": _l("Question to members ended, its answers deleted"),
            },
            subjects={"trait": Subject(_l("Question to members"))},
            details={
                "labels": Detail(_l("Question")),
                "purposes": Detail(_l("What it is for"), shortly()),
                "choices": Detail(_l("Answers")),
                "asked": Detail(_l("It is asked")),
            },
        ),
    )
