"""A creation in the vocabulary of schema.org: a Recipe, or a HowTo for what is not eaten.

https://developers.google.com/search/docs/appearance/structured-data/recipe
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.recipes.amounts import Amount, print_amount
from forum.recipes.document import ENDS_PART, Document, Step

CONTEXT = "https://schema.org"
DESCRIPTION_LENGTH = 1_500
NOBODY = "–"
"""The name of an author who is not here any more."""
_DIETS = {
    "vegetarian": "VegetarianDiet",
    "vegan": "VeganDiet",
    "gluten-free": "GlutenFreeDiet",
    "lactose-free": "LowLactoseDiet",
    "halal": "HalalDiet",
    "kosher": "KosherDiet",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a creation's document does not say: where it stands, whose it is, what others think of it.

    Addresses are absolute. `images` are the addresses of all pictures, the cover first.
    """

    title: str
    url: str
    author: str
    author_url: str | None
    published_at: datetime
    language: str
    description: str = ""
    images: Sequence[str] = ()
    rating_sum: int = 0
    rating_count: int = 0
    is_food: bool = True


def creation_as_schema(document: Document, about: About) -> dict[str, Any]:
    """Return the description of a creation. What nobody said is left out, and so is a rating that nobody gave."""
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Recipe" if about.is_food else "HowTo",
        "name": about.title,
        "url": about.url,
        "mainEntityOfPage": about.url,
        "author": _person(about),
        "datePublished": about.published_at.isoformat(),
        "inLanguage": about.language,
        "description": " ".join(about.description.split())[:DESCRIPTION_LENGTH],
        "image": list(about.images),
        "prepTime": _duration(document.prep_minutes),
        "totalTime": _duration(document.minutes),
        "keywords": ", ".join(document.keywords),
        "aggregateRating": _rating(about),
        **(_food(document, about) if about.is_food else _other(document, about)),
    }
    return {key: value for key, value in described.items() if value not in ("", None, [])}


def _food(document: Document, about: About) -> dict[str, Any]:
    return {
        "cookTime": _duration(document.cook_minutes),
        "recipeYield": _yield(document, about.language),
        "recipeCategory": document.category,
        "recipeCuisine": document.cuisine,
        "suitableForDiet": [f"{CONTEXT}/{_DIETS[diet]}" for diet in document.diets],
        "recipeIngredient": [each.line for each in document.ingredients],
        "recipeInstructions": _instructions(document, about),
    }


def _other(document: Document, about: About) -> dict[str, Any]:
    return {
        "yield": _yield(document, about.language),
        "supply": [{"@type": "HowToSupply", "name": each.line} for each in document.ingredients],
        "tool": [{"@type": "HowToTool", "name": tool} for tool in document.tools],
        "step": _instructions(document, about),
    }


def _instructions(document: Document, about: About) -> list[dict[str, Any]]:
    """Return the steps, within sections where the work has parts. What stands before the first part is in none."""
    told: list[dict[str, Any]] = []
    into = told
    for place, step in enumerate(document.steps, 1):
        if step.part == ENDS_PART:
            into = told
        elif step.part:
            into = []
            told.append({"@type": "HowToSection", "name": step.part, "itemListElement": into})
        into.append(_step(step, place, about))
    return told


def _step(step: Step, place: int, about: About) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "HowToStep",
        "position": place,
        "text": step.text,
        "url": f"{about.url}#step-{place}",
    }
    picture = next((image for image in about.images if step.picture and f"/{step.picture}" in image), None)
    return described | {"image": picture} if picture else described


def _yield(document: Document, language: str) -> str:
    amount = print_amount(Amount(document.yield_amount), language) if document.yield_amount else ""
    return f"{amount} {document.yield_unit}".strip()


def _duration(minutes: int | None) -> str | None:
    """Return minutes as ISO 8601 has them: PT1H30M."""
    if minutes is None:
        return None
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _rating(about: About) -> dict[str, Any] | None:
    if not about.rating_count:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": round(about.rating_sum / about.rating_count, 2),
        "ratingCount": about.rating_count,
        "bestRating": 5,
        "worstRating": 1,
    }


def _person(about: About) -> dict[str, Any]:
    person = {"@type": "Person", "name": about.author or NOBODY}
    return person | {"url": about.author_url} if about.author_url else person
