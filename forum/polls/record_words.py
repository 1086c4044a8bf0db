"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, register_words


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "polls",
        RoomWords(
            _l("Polls"),
            acts={
                "poll.closed": _l("Poll closed by hand"),
                "poll.went-on": _l("Held poll goes on"),
                "poll.succeeded": _l("Poll replaced by another"),
                "poll.margins-given": _l("Known shares for the read-out given"),
                "poll.integrity-settled": _l("Odd votes looked at, and settled"),
                "poll.integrity-reopened": _l("Odd votes to be looked at again"),
            },
            subjects={"poll": Subject(_l("Poll"), lambda id: url_for("polls.poll", poll_id=id))},
            details={
                "was_held": Detail(_l("It was held")),
                "successor": Detail(_l("Replaced by poll")),
            },
        ),
    )
