"""Defining kinds of creation beside the recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.database import db
from forum.core.kinds import kinds
from forum.core.policy import Actor, Invalid, Permission
from forum.core.settings import get_setting, set_setting
from forum.core.typed_text import clean_line
from forum.discussions.rights import require
from forum.recipes.checking import WORD_LENGTH
from forum.recipes.creation_kinds import ICONS, KEY, MOST_KINDS, SETTING
from forum.recipes.models import Creation

PARTS = ("names", "start", "materials", "tools", "steps")


@dataclass(frozen=True, slots=True)
class KindDescription:
    """What a brand says of a kind of creation: a short name, an icon, and how its parts are called by language."""

    key: str
    icon: str
    words: Mapping[str, Mapping[str, str]]


def save_kind(said: KindDescription, *, actor: Actor, is_new: bool) -> None:
    """Define a kind of creation, or change how it and its parts are called.

    Raises:
        NotAllowed: for all but the brand and administrators.
        Invalid: with one message for each field that cannot be accepted.
    """
    _require(actor)
    stored: list[dict[str, Any]] = list(get_setting(SETTING))
    taken = kinds.get(said.key) is not None
    if is_new and (not KEY.fullmatch(said.key) or taken or len(stored) >= MOST_KINDS):
        message = _(
            "Lower-case letters, digits and hyphens, and not taken yet. It stands in addresses and cannot be changed."
        )
        raise Invalid(message, field="key")
    words = {part: _cleaned(said.words.get(part, {})) for part in PARTS}
    if not words["names"]:
        raise Invalid(_("Give it a name in at least one language."), field="names")
    words["start"] = words["start"] or words["names"]
    entry = {"key": said.key, "icon": said.icon if said.icon in ICONS else ICONS[0], **words}
    others = [entry if each["key"] == said.key else each for each in stored]
    set_setting(SETTING, [*stored, entry] if is_new else others)


def remove_kind(key: str, *, actor: Actor) -> None:
    """Forget a kind of creation of which nobody has made anything.

    Raises:
        NotAllowed: for all but the brand and administrators.
        Invalid: when somebody has.
    """
    _require(actor)
    if db.session.scalar(select(Creation.topic_id).where(Creation.kind == key).limit(1)) is not None:
        raise Invalid(_("Somebody has made something of this kind. It cannot be removed any more."))
    set_setting(SETTING, [each for each in get_setting(SETTING) if each["key"] != key])


def _require(actor: Actor) -> None:
    require(Permission.DEFINE_CREATIONS in actor.permissions, _("This page is for the team."))


def _cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    cleaned = {language: clean_line(text)[:WORD_LENGTH] for language, text in texts.items()}
    return {language: text for language, text in cleaned.items() if text}
