"""The pictures of badges: a set that is drawn for them, or one that the brand brings."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from forum.accounts.pictures import picture_address
from forum.badges.models import BadgeRule
from forum.badges.rules import Rule
from forum.core.assets import static_url
from forum.core.database import db
from forum.core.i18n import current_language

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
"""Symbols of these names stand in static/img/badges.svg: one file, so that a page of many badges asks once."""


def needed(keys: Mapping[int, str]) -> set[int]:
    """Return the pictures that a rule shows, also one that is switched off: what was earned keeps its picture."""
    rules = db.session.execute(select(BadgeRule.picture, BadgeRule.pictures))
    pictures = {picture for shared, own in rules for picture in (shared, *(own or {}).values())}
    shown = {picture.removeprefix(UPLOADED) for picture in pictures if picture.startswith(UPLOADED)}
    return {upload_id for upload_id, key in keys.items() if key in shown}


def rule_picture(rule: Rule, language: str | None = None) -> str:
    """Return the address of the picture that readers of `language` (default: the page's) see for a badge."""
    return picture_of(rule.pictures.get(language or current_language()) or rule.picture)


def picture_of(picture: str) -> str:
    """Return the address of a picture as a rule names it."""
    if picture.startswith(UPLOADED):
        return picture_address(picture.removeprefix(UPLOADED)) or _drawn("medal")
    return _drawn(picture if picture in DRAWN else "medal")


def _drawn(name: str) -> str:
    return f"{static_url('img/badges.svg')}#{name}"
