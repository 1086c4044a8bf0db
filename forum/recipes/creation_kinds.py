"""Kinds of creation: the recipe, and those that the brand defines with names for their parts in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.i18n import localized
from forum.core.settings import Setting, get_setting, register_setting

RECIPE = "recipe"
SETTING = "recipes.kinds"
KEY = re.compile(r"[a-z][a-z0-9-]{1,29}")
ICONS = ("pot", "gift", "cookie", "coffee", "plate", "idea", "star", "camera")
MOST_KINDS = 12


@dataclass(frozen=True, slots=True)
class CreationKind:
    """How a kind of creation and its parts are called, by language. `is_food` brings diets, allergens, measures."""

    key: str
    icon: str
    names: Mapping[str, str]
    start: Mapping[str, str]
    materials: Mapping[str, str]
    tools: Mapping[str, str]
    steps: Mapping[str, str]
    is_food: bool = False

    def word(self, part: str) -> str:
        """Return how `part` is called in the reader's language; the recipe's parts come from the translations."""
        given: Mapping[str, str] = getattr(self, part)
        return localized(given) if given else _recipe_words()[part]


_RECIPE = CreationKind(RECIPE, "pot", {}, {}, {}, {}, {}, is_food=True)


def creation_kinds() -> list[CreationKind]:
    """Return every kind of creation, the recipe first."""
    return [_RECIPE, *(_from_setting(each) for each in get_setting(SETTING))]


def creation_kind(key: str) -> CreationKind | None:
    """Return the kind under `key`, or None."""
    return next((kind for kind in creation_kinds() if kind.key == key), None)


def _recipe_words() -> dict[str, str]:
    return {
        "names": _("Recipe"),
        "start": _("Write a recipe"),
        "materials": _("Ingredients"),
        "tools": _("Utensils"),
        "steps": _("Preparation"),
    }


def _from_setting(stored: Mapping[str, Any]) -> CreationKind:
    return CreationKind(
        stored["key"],
        stored["icon"],
        stored["names"],
        stored["start"],
        stored["materials"],
        stored["tools"],
        stored["steps"],
    )


def init_app(app: Flask) -> None:
    """Enter the setting that holds what the brand defines."""
    register_setting(
        app,
        Setting(
            SETTING,
            "creation_kinds",
            [],
            _l("Kinds of creation"),
            _l("What members make beside recipes, and how its parts are called."),
            group="creations",
        ),
    )
