"""What the address of the recipe index asks for. What makes no sense there counts as not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from forum.core.i18n import LANGUAGES
from forum.recipes.creation_kinds import RECIPE, creation_kinds
from forum.recipes.document import ALLERGENS, DIETS, DIFFICULTIES
from forum.recipes.folding import fold

ORDERS = ("new", "best", "liked", "quick")
TIMES = (15, 30, 60, 120)
STARS = (3, 4)
MOST_WORDS = 6
WORD_LENGTH = 40
QUERY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Which recipes are looked for, in which order. Every field is one name in the address."""

    q: str = ""
    kind: str = RECIPE
    category: str = ""
    diet: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    time: int = 0
    difficulty: int = 0
    stars: int = 0
    lang: str = ""
    sort: str = ORDERS[0]

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for some recipes rather than all of them."""
        return replace(self, sort=ORDERS[0], kind=RECIPE) != Asked()

    def address(self, **changes: Any) -> str:
        """Return the address that asks for the same but for `changes`, from its first page."""
        other, usual = replace(self, **changes), Asked()
        said: dict[str, Any] = {each.name: getattr(other, each.name) for each in fields(other)}
        values: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in said.items()
            if value != getattr(usual, name)
        }
        return url_for("recipe_finding.index", **values)


def read_asked(args: MultiDict[str, str]) -> Asked:
    """Return what an address asks for."""
    return Asked(
        q=" ".join(args.get("q", "").split())[:QUERY_LENGTH],
        kind=_one(args, "kind", {kind.key: kind.key for kind in creation_kinds()}, RECIPE),
        category=fold(args.get("category", ""))[:WORD_LENGTH],
        diet=_several(args, "diet", DIETS),
        free=_several(args, "free", ALLERGENS),
        has=_words(args, "has"),
        no=_words(args, "no"),
        time=_one(args, "time", {str(each): each for each in TIMES}, 0),
        difficulty=_one(args, "difficulty", {str(each): each for each in DIFFICULTIES}, 0),
        stars=_one(args, "stars", {str(each): each for each in STARS}, 0),
        lang=_one(args, "lang", {code: code for code in LANGUAGES}, ""),
        sort=_one(args, "sort", {each: each for each in ORDERS}, ORDERS[0]),
    )


def _one(args: MultiDict[str, str], name: str, known: Mapping[str, Any], otherwise: Any) -> Any:
    return known.get(args.get(name, ""), otherwise)


def _several(args: MultiDict[str, str], name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    chosen = set(args.getlist(name))
    return tuple(each for each in known if each in chosen)


def _words(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    typed = [part for text in args.getlist(name)[: MOST_WORDS * 2] for part in text.split(",")]
    return tuple(dict.fromkeys(word for word in (fold(each)[:WORD_LENGTH] for each in typed) if word))[
        :MOST_WORDS
    ]
