"""The measures of this room: what hiding is called in statements, and how it is taken back."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.moderation.measures import Measure, register_measure
from forum.moderation.operations.hiding import take_back

KEPT = _l("Only you and the moderators can still read it. It stays hidden until it is shown again.")
MEASURES = (
    Measure("post-hidden", _l("Your post was hidden."), KEPT, take_back),
    Measure("posts-hidden", _l("Several posts of yours were hidden."), KEPT, take_back),
    Measure(
        "profile-hidden",
        _l("The text on your profile was hidden."),
        _l("Nobody sees it any more. You can write another one."),
        take_back,
    ),
    Measure(
        "face-hidden",
        _l("The picture beside your name was hidden."),
        _l("Nobody sees it any more. You can choose another one."),
        take_back,
    ),
    Measure(
        "picture-hidden",
        _l("A picture of yours was hidden."),
        _l("Only you and the moderators can still see it. The text around it stays."),
        take_back,
    ),
)


def init_app(app: Flask) -> None:
    """Enter them."""
    for measure in MEASURES:
        register_measure(app, measure)
