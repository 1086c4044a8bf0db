"""Reading a saved web page, by the library that knows how hundreds of sites write their recipes. Nothing is fetched."""

from __future__ import annotations

import importlib
import logging
import re
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.recipes.pasting.json_ld import find_recipe, parse_json_ld, read_recipe
from forum.recipes.pasting.pasted import Pasted

LOG = logging.getLogger(__name__)

LARGEST_BARE_PAGE = 1_000_000
"""Characters that remain to be read after scripts, styles and drawings were taken out."""
MOST_BLOCKS = 50
MOST_TAGS = 30_000

_ADDRESS = re.compile(
    r"<(?:link|meta)\b(?=[^<>]{0,300}(?:canonical|og:url))[^<>]{0,300}?(?:href|content)=[\"'](https?://[^\"'<>\s]{3,500})",
    re.IGNORECASE,
)
_UNCLOSED = re.compile(r"<(?![^<>]{0,5000}>)")
"""A tag that never ends. The parser would look for its end through the whole page, for each of them."""

_OPENING = re.compile(r"<(script|style|svg|noscript|iframe|template)\b([^<>]{0,2000})>", re.IGNORECASE)
_LD = re.compile(r"application/ld\+json", re.IGNORECASE)


def looks_like_page(text: str) -> bool:
    """Whether `text` is HTML rather than words."""
    return bool(re.search(r"<(?:!doctype|html|head|body|script|div|meta)\b", text[:20_000], re.IGNORECASE))


def read_page(text: str, language: str) -> Pasted:
    """Return the recipe that stands on the page.

    Raises:
        Invalid: when there is none, or the page is too large.
    """
    bare, blocks = _without_machinery(text)
    if len(bare) > LARGEST_BARE_PAGE or bare.count("<") > MOST_TAGS:
        raise Invalid(_("This page is too large. Paste the words of the recipe alone."))
    for block in blocks:
        try:
            return read_recipe(find_recipe(parse_json_ld(block)), language)
        except Invalid:
            continue
    address = _ADDRESS.search(text[:200_000])
    return read_recipe(_scraped(bare, address[1] if address else "https://example.org/"), language)


def _without_machinery(text: str) -> tuple[str, list[str]]:
    """Return the page without scripts, styles and drawings, and the JSON-LD blocks that it had."""
    kept: list[str] = []
    blocks: list[str] = []
    lower = text.lower()
    at = 0
    while match := _OPENING.search(text, at):
        end = lower.find(f"</{match[1].lower()}", match.end())
        end = end if end >= 0 else len(text)
        if _LD.search(match[2]):
            blocks.append(text[match.end() : end])
        kept.append(text[at : match.start()])
        closed = text.find(">", end)
        at = closed + 1 if closed >= 0 else len(text)
    kept.append(text[at:])
    return _UNCLOSED.sub("&lt;", "".join(kept)), blocks[:MOST_BLOCKS]


def _scraped(page: str, address: str) -> dict[str, Any]:
    """Ask the library, and answer in the words of schema.org."""
    try:
        found: dict[str, Any] = _library().scrape_html(page, org_url=address, supported_only=False).to_json()
    except Exception as error:  # noqa: BLE001 - it reads pages of anybody's making and raises what they provoke
        LOG.info("a pasted page could not be read: %s", type(error).__name__)
        found = {}
    if not found.get("ingredients") and not found.get("instructions_list"):
        raise Invalid(_("No recipe was found on this page. Paste its words instead."))
    return {
        "name": found.get("title"),
        "description": found.get("description"),
        "recipeIngredient": found.get("ingredients"),
        "recipeInstructions": found.get("instructions_list"),
        "recipeYield": found.get("yields"),
        "prepTime": found.get("prep_time"),
        "cookTime": found.get("cook_time"),
        "totalTime": found.get("total_time"),
        "recipeCategory": found.get("category"),
        "recipeCuisine": found.get("cuisine"),
        "keywords": found.get("keywords"),
        "author": found.get("author"),
        "inLanguage": found.get("language"),
        "url": found.get("canonical_url"),
    }


@lru_cache(maxsize=1)
def _library() -> Any:
    """Load the library when somebody first pastes a page: it takes a second and some memory that few processes need."""
    return importlib.import_module("recipe_scrapers")
