"""What a line of a recipes file says, checked before anything is stored.

A line is either a recipe with plain fields, or schema.org JSON-LD. In what `flask export recipes` writes, the whole
document stands beside what schema.org has words for, so that nothing is lost between two communities.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from forum.core.policy import Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.discussions.models.topic import TITLE_LENGTH
from forum.recipes.checking import check_document
from forum.recipes.document import Document, Source, from_json
from forum.recipes.importing.pictures import PictureBeside, read_pictures
from forum.recipes.pasting.json_ld import find_recipe, read_recipe
from forum.recipes.pasting.pasted import groups_of, steps_of
from forum.recipes.pasting.times import minutes_of
from forum.recipes.structured_data import NOBODY

OWN = "potluck:recipe"
"""The property of an exported line that carries the document."""

ORIGIN_LENGTH = 180
AUTHOR_LENGTH = 100


@dataclass(frozen=True, slots=True)
class ImportedRecipe:
    """One recipe as the file has it. `created` is None where it does not say."""

    id: str
    title: str
    story: str
    language: str
    document: Document
    created: datetime | None = None
    kind: str = "recipe"
    author: str = ""
    """Who wrote it in the community that exported it."""
    tags: tuple[str, ...] = ()
    pictures: tuple[PictureBeside, ...] = ()
    variation_of: str = ""
    """The id of the recipe that it varies."""

    @property
    def origin(self) -> str:
        """Whose it is, or whose collection it comes from: the author of the topic here."""
        return self.author or self.document.source.origin or self.document.source.author or "Import"


def read_recipe_line(data: dict[str, Any]) -> ImportedRecipe:
    """Return the recipe that one line describes.

    Raises:
        Invalid: with the reason, for the rejects file.
    """
    if OWN in data:
        recipe = _exported(data)
    elif "@type" in data or "@graph" in data:
        recipe = _json_ld(data)
    else:
        recipe = _plain_fields(data)
    try:
        check_document(recipe.document)
    except Invalid as error:
        raise Invalid("; ".join(f"{field}: {message}" for field, message in error.errors.items())) from error
    return recipe


def _plain_fields(data: Mapping[str, Any]) -> ImportedRecipe:
    language = _text(data, "lang", 8) or "en"
    rating = data.get("rating")
    if rating is not None and not (_is_number(rating) and 0 <= rating <= 5):
        raise Invalid("rating: must be a number from 0 to 5, or null")
    document = Document(
        groups=groups_of(_lines(data, "ingredients"), language),
        steps=steps_of(_lines(data, "steps")),
        yield_amount=_servings(data.get("servings")),
        prep_minutes=_minutes(data, "prep_minutes"),
        cook_minutes=_minutes(data, "cook_minutes"),
        total_minutes=_minutes(data, "total_minutes"),
        category=_text(data, "category", 400),
        cuisine=_text(data, "cuisine", 100),
        keywords=tuple(dict.fromkeys(filter(None, map(clean_line, _lines(data, "keywords", needed=False))))),
        source=Source(
            url=_text(data, "source_url", 1000),
            author=_text(data, "author", 100),
            licence=_text(data, "licence", 300),
            origin=_text(data, "origin", 100),
            id=_needed(data, "id", ORIGIN_LENGTH),
            rating=float(rating) if rating is not None else None,
            ratings=_count(data, "ratings_count"),
            photo=_text(data, "photo", 300),
        ),
    )
    return ImportedRecipe(
        id=document.source.id,
        title=_needed(data, "title", TITLE_LENGTH),
        story=clean_text(_text(data, "description", 20_000, lines=True)),
        language=language,
        document=document,
        created=_moment(data.get("created")),
    )


def _json_ld(data: dict[str, Any]) -> ImportedRecipe:
    node = find_recipe(data)
    pasted = read_recipe(node, "en")
    identifier = node.get("identifier") or node.get("@id") or pasted.document.source.url
    if not isinstance(identifier, str) or not identifier or len(identifier) > ORIGIN_LENGTH:
        raise Invalid("identifier: must be a text, so that the recipe is known when it comes again")
    if not pasted.title:
        raise Invalid("name: must be a text that is not empty")
    return ImportedRecipe(
        identifier,
        pasted.title,
        pasted.story,
        pasted.language or "en",
        pasted.document,
        _moment(node.get("datePublished")),
    )


def _exported(data: Mapping[str, Any]) -> ImportedRecipe:
    own = data[OWN]
    if not isinstance(own, dict):
        raise Invalid(f"{OWN}: must be an object")
    try:
        document = from_json(own["document"])
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise Invalid(f"{OWN}: is not a document: {error!r}") from error
    _check_types(document, OWN)
    return ImportedRecipe(
        id=_needed(data, "identifier", ORIGIN_LENGTH),
        title=_needed(data, "name", TITLE_LENGTH),
        story=clean_text(_text(own, "story", 60_000, lines=True)),
        language=_needed(data, "inLanguage", 8),
        document=document,
        created=_moment(data.get("datePublished")),
        kind=_text(own, "kind", 40) or "recipe",
        author=_written_by(data.get("author")),
        tags=tuple(_lines(own, "tags", needed=False)),
        pictures=read_pictures(own.get("pictures", [])),
        variation_of=_text(own, "variation_of", ORIGIN_LENGTH),
    )


def _written_by(author: Any) -> str:
    """Return the name of who wrote an exported recipe; "" where that is not told any more."""
    name = clean_line(str(author.get("name", ""))) if isinstance(author, dict) else ""
    return "" if name == NOBODY else name[:AUTHOR_LENGTH]


def _check_types(value: Any, where: str) -> None:
    """Let pass what holds nothing but the plain values that a document is made of."""
    if is_dataclass(value):
        for field in fields(value):
            _check_types(getattr(value, field.name), field.name)
            if field.type == "str" and not isinstance(getattr(value, field.name), str):
                raise Invalid(f"{field.name}: must be a text")
    elif isinstance(value, tuple):
        for each in value:
            _check_types(each, where)
    elif not (value is None or isinstance(value, str | int | float | Fraction)):
        raise Invalid(f"{where}: must be a plain value")


def _text(data: Mapping[str, Any], key: str, longest: int, *, lines: bool = False) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(f"{key}: must be a text")
    text = clean_text(value) if lines else clean_line(value)
    if len(text) > longest:
        raise Invalid(f"{key}: has {len(text)} characters, at most {longest} fit")
    return text


def _needed(data: Mapping[str, Any], key: str, longest: int) -> str:
    text = _text(data, key, longest)
    if not text:
        raise Invalid(f"{key}: must be a text that is not empty")
    return text


def _lines(data: Mapping[str, Any], key: str, *, needed: bool = True) -> list[str]:
    value = data.get(key)
    if value is None and not needed:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Invalid(f"{key}: must be a list of texts")
    if needed and not any(each.strip() for each in value):
        raise Invalid(f"{key}: must have at least one text that is not empty")
    return value


def _minutes(data: Mapping[str, Any], key: str) -> int | None:
    value = data.get(key)
    minutes = minutes_of(value) if _is_number(value) else None
    if value is not None and minutes is None:
        raise Invalid(f"{key}: must be a number of minutes, or null")
    return minutes


def _servings(value: Any) -> Fraction | None:
    if value is None:
        return None
    if not _is_number(value) or not 0 < value <= 10_000:
        raise Invalid("servings: must be a number from 1 to 10,000, or null")
    return Fraction(value).limit_denominator(1000)


def _count(data: Mapping[str, Any], key: str) -> int | None:
    value = data.get(key)
    if value is not None and not (isinstance(value, int) and 0 <= value < 10**9):
        raise Invalid(f"{key}: must be a number, or null")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC) if moment else None
    except (ValueError, OverflowError) as error:
        raise Invalid("the time of publication must be like 2026-03-14T12:00:00Z") from error
