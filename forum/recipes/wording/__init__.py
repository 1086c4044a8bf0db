"""How people write ingredients in each language: number words, units, little words. One small file per language."""

from __future__ import annotations

from forum.recipes.wording.de import GERMAN
from forum.recipes.wording.en import ENGLISH
from forum.recipes.wording.fr import FRENCH
from forum.recipes.wording.parts import UnitWords, Wording

__all__ = ["UnitWords", "Wording", "wording"]

_WORDINGS = {"en": ENGLISH, "fr": FRENCH, "de": GERMAN}


def wording(language: str) -> Wording:
    """Return the words of `language`; English for a language that nobody described yet."""
    return _WORDINGS.get(language[:2].lower(), ENGLISH)
