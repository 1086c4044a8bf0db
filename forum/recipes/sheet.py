"""A creation as a page shows it: scaled to as many servings as are wanted, in the measures that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from forum.recipes.amounts import Amount, print_amount, with_fraction_signs
from forum.recipes.conversion import convert, convert_temperatures
from forum.recipes.creation_kinds import CreationKind
from forum.recipes.document import ENDS_PART, Document, Step
from forum.recipes.ingredient_lines import Ingredient
from forum.recipes.ingredient_texts import print_ingredient, print_quantity
from forum.recipes.scaling import scale
from forum.recipes.units import UNITS, System
from forum.uploads.images import widths_below

FEWEST, MOST = Fraction(1, 4), Fraction(1000)


@dataclass(frozen=True, slots=True)
class Line:
    """An ingredient in print: how much, of what, and the quantity as it was written where that is another."""

    quantity: str
    rest: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Ingredients under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the room that it needs. Sizes are 0 where they are not known."""

    key: str
    width: int
    height: int

    @property
    def src(self) -> str:
        """Its address."""
        return f"/uploads/{self.key}"

    @property
    def srcset(self) -> str:
        """Its smaller variants."""
        widths = widths_below(self.width) if self.width else ()
        return ", ".join(f"/uploads/{self.key}/{width}.webp {width}w" for width in widths)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step in print, with the ingredients that it uses."""

    number: int
    paragraphs: tuple[str, ...]
    minutes: int | None
    picture: Picture | None
    uses: tuple[Line, ...]
    part: str = ""
    """The part of the work that begins here."""
    ends_part: bool = False
    """Whether the part before ends, and none begins."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a reader wants to see it: for how many servings (None: as written), and in which measures."""

    servings: Fraction | None = None
    units: System | None = None

    def query(self) -> str:
        """Return this as the end of an address."""
        parts = {
            "servings": str(self.servings) if self.servings is not None else "",
            "units": self.units or "",
        }
        given = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the pages of one creation print."""

    topic_id: int
    kind: CreationKind
    language: str
    document: Document
    story: Markup
    wanted: Wanted
    servings: str
    groups: tuple[Group, ...]
    steps: tuple[ShownStep, ...]
    cover: Picture | None
    photos: tuple[Picture, ...]
    has_other_measures: bool

    @property
    def base(self) -> Fraction:
        """For how many it was written; 1 when its author does not say."""
        return self.document.yield_amount or Fraction(1)

    @property
    def is_scaled(self) -> bool:
        """Whether it is shown for more or fewer than it was written for."""
        return self.wanted.servings is not None and self.wanted.servings != self.base

    def href(self, page: str, servings: Fraction | None = None, units: System | None = None) -> str:
        """Return the address of a page of this creation, as the reader wants to see it now, with that change."""
        changed = Wanted(servings or self.wanted.servings, units or self.wanted.units)
        return f"/recipes/{self.topic_id}/{page}{changed.query()}"

    @property
    def fewer(self) -> Fraction | None:
        """The next smaller number of servings."""
        now = self.wanted.servings or self.base
        less = now - _step(now) if now > 1 else now / 2
        return less if less >= FEWEST else None

    @property
    def more(self) -> Fraction | None:
        """The next larger number of servings."""
        now = self.wanted.servings or self.base
        more = now + _step(now) if now >= 1 else now * 2
        return more if more <= MOST else None

    @property
    def shopping_list(self) -> str:
        """All ingredients, one in each line."""
        return "\n".join(f"{line.quantity}{line.rest}" for group in self.groups for line in group.lines)


def make_sheet(
    topic_id: int,
    kind: CreationKind,
    document: Document,
    *,
    language: str,
    story: Markup,
    wanted: Wanted = Wanted(),
    sizes: Mapping[str, Any] | None = None,
) -> Sheet:
    """Return `document` as it is shown to somebody who wants to see it that way."""
    base = document.yield_amount or Fraction(1)
    factor = wanted.servings / base if wanted.servings is not None else Fraction(1)
    lines = [_line(each, factor, wanted.units, language) for each in document.ingredients]
    known = sizes or {}
    return Sheet(
        topic_id=topic_id,
        kind=kind,
        language=language,
        document=document,
        story=story,
        wanted=wanted,
        servings=print_amount(Amount(wanted.servings or base), language),
        groups=tuple(_groups(document, lines)),
        steps=tuple(
            _step_in_print(number, step, lines, wanted.units, known)
            for number, step in enumerate(document.steps, 1)
        ),
        cover=_picture(document.cover or next(iter(document.photos), None), known),
        photos=tuple(
            picture
            for key in document.photos[0 if document.cover else 1 :]
            if (picture := _picture(key, known)) is not None
        ),
        has_other_measures=kind.is_food and any(_is_measured(each) for each in document.ingredients),
    )


def _groups(document: Document, lines: Sequence[Line]) -> Iterator[Group]:
    start = 0
    for group in document.groups:
        end = start + len(group.ingredients)
        yield Group(group.title, tuple(lines[start:end]))
        start = end


def _line(ingredient: Ingredient, factor: Fraction, units: System | None, language: str) -> Line:
    shown = scale(ingredient, factor)
    shown = convert(shown, units) if units is not None else shown
    text = ingredient.line if shown == ingredient else print_ingredient(shown, language)
    place = text.find(ingredient.name) if ingredient.amount is not None and ingredient.name else 0
    place = max(place, 0)
    converted = units is not None and shown != scale(ingredient, factor)
    written = print_quantity(scale(ingredient, factor), language) if converted else ""
    quantity = with_fraction_signs(text[:place]) if shown == ingredient else text[:place]
    return Line(quantity, text[place:], written)


def _step_in_print(
    number: int, step: Step, lines: Sequence[Line], units: System | None, sizes: Mapping[str, Any]
) -> ShownStep:
    text = convert_temperatures(step.text, units) if units is not None else step.text
    return ShownStep(
        number=number,
        paragraphs=tuple(line.strip() for line in text.splitlines() if line.strip()),
        minutes=step.minutes,
        picture=_picture(step.picture, sizes),
        uses=tuple(lines[place] for place in step.uses if 0 <= place < len(lines)),
        part="" if step.part == ENDS_PART else step.part,
        ends_part=step.part == ENDS_PART,
    )


def _picture(key: str | None, sizes: Mapping[str, Any]) -> Picture | None:
    if not key:
        return None
    width, height = sizes.get(key, (0, 0))
    return Picture(key, width, height)


def _is_measured(ingredient: Ingredient) -> bool:
    unit = UNITS.get(ingredient.unit or "")
    return ingredient.amount is not None and unit is not None and unit.system is not None


def _step(servings: Fraction) -> Fraction:
    return Fraction(1) if servings < 20 else Fraction(5) if servings < 100 else Fraction(10)
