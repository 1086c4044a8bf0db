"""What a creation consists of. The document is the source of truth: rows, words and pages are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from typing import Any

from forum.recipes.amounts import Amount
from forum.recipes.ingredient_lines import Ingredient

VERSION = 1
ENDS_PART = "–"
DIFFICULTIES = (1, 2, 3)
DIETS = ("vegetarian", "vegan", "gluten-free", "lactose-free", "halal", "kosher")
ALLERGENS = (
    "gluten",
    "crustaceans",
    "eggs",
    "fish",
    "peanuts",
    "soy",
    "milk",
    "nuts",
    "celery",
    "mustard",
    "sesame",
    "sulphites",
    "lupin",
    "molluscs",
)
"""The fourteen that have to be named on food in the European Union."""


@dataclass(frozen=True, slots=True)
class IngredientGroup:
    """Ingredients that belong together, "For the dough"; the title may be empty."""

    title: str
    ingredients: tuple[Ingredient, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `picture` is the key of an upload, `uses` are places in the list of all ingredients, from 0.

    `part` names the part of the work that begins with this step, "The dough"; "" where none begins. `ENDS_PART`
    there says that the part before ends, and this step belongs to none.
    """

    text: str
    picture: str | None = None
    minutes: int | None = None
    uses: tuple[int, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a creation came from, when it was not written here. `rating` and `ratings` are what it had there."""

    url: str = ""
    author: str = ""
    licence: str = ""
    origin: str = ""
    id: str = ""
    rating: float | None = None
    ratings: int | None = None
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A recipe, or something else of the same build. Minutes that are not known are None.

    `total_minutes` is what its author says when that is not the sum of the parts. `allergens` are those contained;
    None says that nobody has declared them, which is not the same as none.
    """

    groups: tuple[IngredientGroup, ...] = ()
    steps: tuple[Step, ...] = ()
    yield_amount: Fraction | None = None
    yield_unit: str = ""
    prep_minutes: int | None = None
    cook_minutes: int | None = None
    rest_minutes: int | None = None
    total_minutes: int | None = None
    difficulty: int | None = None
    tips: str = ""
    diets: tuple[str, ...] = ()
    allergens: tuple[str, ...] | None = None
    category: str = ""
    cuisine: str = ""
    keywords: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    cover: str | None = None
    photos: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        """The ingredients of all groups, in order."""
        return tuple(ingredient for group in self.groups for ingredient in group.ingredients)

    @property
    def minutes(self) -> int | None:
        """How long it takes altogether; None when nothing is known of it."""
        parts = [
            each for each in (self.prep_minutes, self.cook_minutes, self.rest_minutes) if each is not None
        ]
        return self.total_minutes if self.total_minutes is not None else sum(parts) if parts else None

    @property
    def pictures(self) -> tuple[str, ...]:
        """The keys of all pictures, the cover first, each once."""
        keys = (self.cover, *self.photos, *(step.picture for step in self.steps))
        return tuple(dict.fromkeys(key for key in keys if key))


def to_json(document: Document) -> dict[str, Any]:
    """Return `document` as it is stored: nothing but what JSON knows."""
    return {
        "version": VERSION,
        **asdict(replace(document, groups=(), steps=(), yield_amount=None)),
        "yield_amount": _number(document.yield_amount),
        "groups": [
            {"title": group.title, "ingredients": [_ingredient(each) for each in group.ingredients]}
            for group in document.groups
        ],
        "steps": [asdict(step) for step in document.steps],
    }


def from_json(stored: Mapping[str, Any]) -> Document:
    """Return the document that `to_json` made, whichever version of it."""
    allergens = stored["allergens"]
    plain: dict[str, Any] = {name: stored[name] for name in _PLAIN}
    lists: dict[str, Any] = {name: tuple(stored.get(name, ())) for name in _LISTS}
    return Document(
        groups=tuple(
            IngredientGroup(group["title"], tuple(_ingredient_from(each) for each in group["ingredients"]))
            for group in stored["groups"]
        ),
        steps=tuple(
            Step(step["text"], step["picture"], step["minutes"], tuple(step["uses"]), step.get("part", ""))
            for step in stored["steps"]
        ),
        yield_amount=_fraction(stored["yield_amount"]),
        **plain,
        **lists,
        allergens=None if allergens is None else tuple(allergens),
        source=Source(**stored["source"]),
    )


def meaning(document: Document) -> Document:
    """Return `document` in the one form that all have that say the same: what is ticked has no order of its own."""
    return replace(
        document,
        diets=tuple(each for each in DIETS if each in document.diets),
        allergens=None
        if document.allergens is None
        else tuple(each for each in ALLERGENS if each in document.allergens),
        steps=tuple(replace(step, uses=tuple(sorted(set(step.uses)))) for step in document.steps),
    )


def as_variation(document: Document) -> Document:
    """Return what somebody begins with who varies `document`: its pictures and what was said of it stay with it."""
    return replace(
        document,
        steps=tuple(replace(step, picture=None) for step in document.steps),
        cover=None,
        photos=(),
        source=replace(document.source, id="", rating=None, ratings=None, photo=""),
    )


def rewrite(document: Document, change: Callable[[str], str]) -> Document:
    """Return `document` with every text in it changed by `change`; what stays the same is equal."""
    source: dict[str, Any] = {name: change(getattr(document.source, name)) for name in _WORDS_OF_SOURCE}
    return replace(
        document,
        groups=tuple(
            IngredientGroup(change(group.title), tuple(_reworded(each, change) for each in group.ingredients))
            for group in document.groups
        ),
        steps=tuple(replace(step, text=change(step.text), part=change(step.part)) for step in document.steps),
        yield_unit=change(document.yield_unit),
        tips=change(document.tips),
        category=change(document.category),
        cuisine=change(document.cuisine),
        keywords=tuple(map(change, document.keywords)),
        products=tuple(map(change, document.products)),
        tools=tuple(map(change, document.tools)),
        source=replace(document.source, **source),
    )


_PLAIN = (
    "yield_unit",
    "prep_minutes",
    "cook_minutes",
    "rest_minutes",
    "total_minutes",
    "difficulty",
    "tips",
    "category",
    "cuisine",
    "cover",
)
_WORDS_OF_SOURCE = ("url", "author", "licence", "photo")
_LISTS = ("diets", "keywords", "products", "tools", "photos")


def _ingredient(ingredient: Ingredient) -> dict[str, Any]:
    amount = ingredient.amount
    return {
        "line": ingredient.line,
        "amount": None if amount is None else [_number(amount.low), _number(amount.high)],
        "unit": ingredient.unit,
        "name": ingredient.name,
        "note": ingredient.note,
    }


def _ingredient_from(stored: Mapping[str, Any]) -> Ingredient:
    low, high = stored["amount"] or (None, None)
    amount = None if low is None else Amount(Fraction(low), _fraction(high))
    return Ingredient(stored["line"], amount, stored["unit"], stored["name"], stored["note"])


def _reworded(ingredient: Ingredient, change: Callable[[str], str]) -> Ingredient:
    """Return the ingredient with its words changed; where the line is, what was read from it is not trusted."""
    line = change(ingredient.line)
    if line == ingredient.line:
        return ingredient
    return Ingredient(line, None, None, line, "")


def _number(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _fraction(stored: str | None) -> Fraction | None:
    return None if stored is None else Fraction(stored)
