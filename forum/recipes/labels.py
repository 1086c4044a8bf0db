"""How diets, allergens and difficulties are called."""

from __future__ import annotations

from flask_babel import force_locale, lazy_gettext as _l
from flask_babel.speaklater import LazyString

DIET_NAMES: dict[str, LazyString] = {
    "vegetarian": _l("vegetarian"),
    "vegan": _l("vegan"),
    "gluten-free": _l("gluten-free"),
    "lactose-free": _l("lactose-free"),
    "halal": _l("halal"),
    "kosher": _l("kosher"),
}
ALLERGEN_NAMES: dict[str, LazyString] = {
    "gluten": _l("gluten"),
    "crustaceans": _l("crustaceans"),
    "eggs": _l("eggs"),
    "fish": _l("fish"),
    "peanuts": _l("peanuts"),
    "soy": _l("soy"),
    "milk": _l("milk"),
    "nuts": _l("nuts"),
    "celery": _l("celery"),
    "mustard": _l("mustard"),
    "sesame": _l("sesame"),
    "sulphites": _l("sulphites"),
    "lupin": _l("lupin"),
    "molluscs": _l("molluscs"),
}
DIFFICULTY_NAMES: dict[int, LazyString] = {1: _l("Easy"), 2: _l("Takes some practice"), 3: _l("Demanding")}


def diet_name(key: str, language: str | None = None) -> str:
    """Return the diet's name in `language`; in the reader's by default."""
    return _named(DIET_NAMES[key], language)


def allergen_name(key: str, language: str | None = None) -> str:
    """Return the allergen's name in `language`; in the reader's by default."""
    return _named(ALLERGEN_NAMES[key], language)


def difficulty_name(level: int, language: str | None = None) -> str:
    """Return what a difficulty from 1 to 3 is called in `language`; in the reader's by default."""
    return _named(DIFFICULTY_NAMES[level], language)


def _named(name: LazyString, language: str | None) -> str:
    if language is None:
        return str(name)
    with force_locale(language):
        return str(name)
