"""Reading schema.org/Recipe blocks as the web writes them: in graphs and lists, with texts, objects or both.

What is pasted may be hostile. Depth, number of nodes and length have ends, and nothing in it is believed to be of a
certain type.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.recipes.document import ENDS_PART, Document, Source
from forum.recipes.pasting.pasted import Pasted, groups_of, steps_of
from forum.recipes.pasting.times import minutes_of, yield_of

DEEPEST = 20
MOST_NODES = 20_000
TITLE_LENGTH = 200
STORY_LENGTH = 10_000
WORD_LENGTH = 100
MOST_KEYWORDS = 30

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,1000})?/?>|<!--[^<>]{0,1000}-->")
_BREAKING = frozenset({"p", "br", "li", "ol", "ul", "div", "h1", "h2", "h3", "h4", "tr"})
_NUMBERING = re.compile(r"^(?:(?:step|étape|schritt) ?)?[0-9]{1,2} ?[.):] ?", re.IGNORECASE)
_DIETS = {
    "vegandiet": "vegan",
    "vegetariandiet": "vegetarian",
    "glutenfreediet": "gluten-free",
    "lowlactosediet": "lactose-free",
    "halaldiet": "halal",
    "kosherdiet": "kosher",
}


def parse_json_ld(text: str) -> dict[str, Any] | list[Any]:
    """Return what a JSON-LD block says.

    Raises:
        Invalid: when it is no JSON, or nested beyond reason.
    """
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise Invalid(_("This is nested too deeply to be a recipe.")) from error
    except ValueError as error:
        raise Invalid(_("This looks like JSON but cannot be read. Is the whole block pasted?")) from error
    return data if isinstance(data, dict | list) else []


def _refuse_constant(constant: str) -> Any:
    raise ValueError(constant)


def find_recipe(data: dict[str, Any] | list[Any]) -> Mapping[str, Any]:
    """Return the first recipe in `data`, wherever in lists and graphs it stands.

    Raises:
        Invalid: when there is none, or too much to look through.
    """
    waiting = deque([(data, 0)])
    for _looked in range(MOST_NODES):
        if not waiting:
            raise Invalid(_("There is no recipe in this block: it needs “@type”: “Recipe”."))
        node, depth = waiting.popleft()
        if isinstance(node, dict) and _is_recipe(node):
            return node
        values = node.values() if isinstance(node, dict) else node
        if depth < DEEPEST:
            waiting.extend((value, depth + 1) for value in values if isinstance(value, dict | list))
    raise Invalid(_("This is nested too deeply to be a recipe."))


def _is_recipe(node: Mapping[str, Any]) -> bool:
    types = node.get("@type")
    for each in types if isinstance(types, list) else [types]:
        if isinstance(each, str) and re.split(r"[/:#]", each)[-1] == "Recipe":
            return True
    return False


def read_recipe(node: Mapping[str, Any], language: str) -> Pasted:
    """Return what the recipe says that can be understood; `language` is how its lines are read unless it says so."""
    own = _word(node.get("inLanguage"))[:2].lower() or None
    spoken = own or language
    amount, unit = yield_of(node.get("recipeYield") or node.get("yield"))
    rating = node.get("aggregateRating")
    document = Document(
        groups=groups_of(_texts(node.get("recipeIngredient") or node.get("ingredients")), spoken),
        steps=steps_of(_steps(node.get("recipeInstructions"), 0)),
        yield_amount=amount,
        yield_unit=unit,
        prep_minutes=minutes_of(node.get("prepTime")),
        cook_minutes=minutes_of(node.get("cookTime")),
        total_minutes=minutes_of(node.get("totalTime")),
        diets=_diets(node.get("suitableForDiet")),
        category=", ".join(map(_word, _texts(node.get("recipeCategory"))))[:WORD_LENGTH],
        cuisine=", ".join(map(_word, _texts(node.get("recipeCuisine"))))[:WORD_LENGTH],
        keywords=_keywords(node.get("keywords")),
        source=Source(
            url=_web_address(node.get("url") or node.get("mainEntityOfPage")),
            author=", ".join(map(_word, _texts(node.get("author"))))[:WORD_LENGTH],
            licence=_word(node.get("license")),
            rating=_number(rating, "ratingValue") if isinstance(rating, dict) else None,
            ratings=_count(rating) if isinstance(rating, dict) else None,
        ),
    )
    return Pasted(
        title=clean_line(_plain(_text(node.get("name") or node.get("headline"))))[:TITLE_LENGTH],
        story=clean_text(_plain(_text(node.get("description"))))[:STORY_LENGTH],
        language=own,
        document=document,
    )


def _text(value: Any) -> str:
    """Return the words of a value: a text, a number, the first of a list, or what an object is called."""
    for _depth in range(5):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = next((value[key] for key in ("@value", "text", "name", "@id") if value.get(key)), None)
        else:
            break
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        found = [clean_line(_plain(_text(each))) for each in value[:1000]]
    else:
        found = [clean_line(line) for line in _plain(_text(value)).split("\n")]
    return [text for text in found if text]


def _word(value: Any) -> str:
    return clean_line(_plain(_text(value)))[:WORD_LENGTH]


def _plain(text: str) -> str:
    """Return a text without tags; those that break lines leave a line break."""
    bare = _TAG.sub(lambda tag: "\n" if (tag[2] or "").lower() in _BREAKING else "", text[:200_000])
    return html.unescape(bare)


def _steps(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the steps, each with the name of the section that begins with it or ""."""
    if depth > 5:
        return
    if isinstance(value, list):
        in_part = False
        for each in value[:500]:
            found = list(_steps(each, depth + 1))
            if in_part and found and not found[0][0]:
                found[0] = (ENDS_PART, found[0][1])
            in_part = _is_section(each) and any(part not in ("", ENDS_PART) for part, _step in found)
            yield from found
    elif isinstance(value, dict) and "itemListElement" in value:
        name = _word(value.get("name"))
        inner = list(_steps(value["itemListElement"], depth + 1))
        if name and inner:
            part, first = inner[0]
            inner[0] = (name, first) if _is_section(value) else (part, f"{name}: {first}")
        yield from inner
    elif isinstance(value, dict) and isinstance(value.get("item"), dict):
        yield from _steps(value["item"], depth + 1)
    else:
        for line in _plain(_text(value)).split("\n"):
            if step := clean_line(_NUMBERING.sub("", line.strip())):
                yield "", step


def _is_section(value: Any) -> bool:
    return isinstance(value, dict) and "Section" in _text(value.get("@type"))


def _diets(value: Any) -> tuple[str, ...]:
    names = [re.split(r"[/:#]", text)[-1].replace(" ", "").lower() for text in _texts(value)]
    return tuple(dict.fromkeys(_DIETS[name] for name in names if name in _DIETS))


def _keywords(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        words = [_word(each) for each in value[:100]]
    else:
        words = [clean_line(each)[:WORD_LENGTH] for each in _plain(_text(value)).split(",")]
    return tuple(dict.fromkeys(filter(None, words)))[:MOST_KEYWORDS]


def _web_address(value: Any) -> str:
    text = _text(value).strip()
    return text if re.fullmatch(r"https?://[^\s<>\"']{3,500}", text) else ""


def _number(node: Mapping[str, Any], key: str) -> float | None:
    """Return a rating brought to five stars; None for what is no number."""
    try:
        value, best = float(_text(node.get(key))), float(_text(node.get("bestRating")) or 5)
    except ValueError:
        return None
    stars = value / best * 5 if best > 0 else -1
    return round(stars, 2) if math.isfinite(stars) and 0 < stars <= 5 else None


def _count(node: Mapping[str, Any]) -> int | None:
    text = _text(node.get("ratingCount") or node.get("reviewCount"))
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
