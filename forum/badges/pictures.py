"""The pictures of badges: a set that is drawn for them, or one that the brand brings."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from forum.accounts.pictures import picture_address
from forum.badges.models import BadgeRule
from forum.core.assets import static_url
from forum.core.database import db

UPLOADED = "upload:"
DRAWN: dict[str, LazyString] = {
    "cook": _l("Cook's hat"),
    "sprout": _l("Sprout"),
    "heart": _l("Heart"),
    "spoon": _l("Wooden spoon"),
    "lamp": _l("Lamp"),
    "tree": _l("Tree"),
    "door": _l("Open door"),
    "ballot": _l("Ballot box"),
    "cup": _l("Cup"),
    "bowl": _l("Mixing bowl"),
    "medal": _l("Medal"),
}
"""Files of these names stand in static/img/badges."""


def needed(keys: Mapping[int, str]) -> set[int]:
    """Return the pictures that a rule shows, also one that is switched off: what was earned keeps its picture."""
    pictures = db.session.scalars(select(BadgeRule.picture).where(BadgeRule.picture.startswith(UPLOADED)))
    shown = {picture.removeprefix(UPLOADED) for picture in pictures}
    return {upload_id for upload_id, key in keys.items() if key in shown}


def picture_of(picture: str) -> str:
    """Return the address of a badge's picture."""
    if picture.startswith(UPLOADED):
        return picture_address(picture.removeprefix(UPLOADED)) or static_url("img/badges/medal.svg")
    return static_url(f"img/badges/{picture if picture in DRAWN else 'medal'}.svg")
