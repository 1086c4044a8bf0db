"""Reading the demo's files. `content/FORMAT.md` says what stands in them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CONTENT = FOLDER / "content"
PICTURES = FOLDER / "pictures" / "files"
AVATARS = FOLDER / "pictures" / "avatars"
SMALL_PICTURES = FOLDER / "pictures" / "small"
LANGUAGES = ("en", "fr", "de")
PICTURE = re.compile(r"!\[([^\]]*)\]\(picture:([a-z0-9-]+)\)")
"""A picture in a text: what it shows, and its name."""


def read_brand() -> dict[str, Any]:
    """Return the brand: its name, lines about itself, colours and products."""
    return _toml("brand.toml")


def read_desk() -> dict[str, Any]:
    """Return what the team answers, and what waits for it."""
    return _toml("desk.toml")


def read_small_pictures() -> dict[str, Any]:
    """Return the brand's own small pictures, and where one was given."""
    return _toml("small_pictures.toml")


def read_gate() -> dict[str, Any]:
    """Return what moderators look for, what waits at the door, and how a crisis went."""
    return _toml("gate.toml")


def read_categories() -> list[dict[str, Any]]:
    """Return the categories in the order of display, parents before children."""
    categories: list[dict[str, Any]] = _toml("categories.toml")["categories"]
    return categories


def read_members() -> list[dict[str, Any]]:
    """Return the people at the table."""
    members: list[dict[str, Any]] = _toml("members.toml")["members"]
    return members


def read_topics() -> list[dict[str, Any]]:
    """Return every topic with its posts, the oldest first."""
    topics = [tomllib.loads(file.read_text("utf-8")) for file in sorted(CONTENT.glob("topics/*/*.toml"))]
    return sorted(topics, key=lambda topic: -float(topic["days_ago"]))


def read_recipes() -> list[dict[str, Any]]:
    """Return every recipe, the oldest first."""
    recipes = [tomllib.loads(file.read_text("utf-8")) for file in sorted(CONTENT.glob("recipes/*/*.toml"))]
    return sorted(recipes, key=lambda recipe: -float(recipe["days_ago"]))


def read_traits() -> list[dict[str, Any]]:
    """Return what the brand asks members beforehand."""
    traits: list[dict[str, Any]] = _toml("traits.toml")["traits"]
    return traits


def read_polls() -> list[dict[str, Any]]:
    """Return the polls below topics."""
    polls: list[dict[str, Any]] = _toml("polls.toml")["polls"]
    return polls


def read_moderation() -> dict[str, Any]:
    """Return what was objected to, declined and asked of moderation."""
    return _toml("moderation.toml")


def read_likes() -> dict[str, Any]:
    """Return who likes each other or somebody so much that moderators look at it, and what they wrote."""
    return _toml("likes.toml")


def read_cases() -> dict[str, Any]:
    """Return what went further at the moderators' desk, and who came for it."""
    return _toml("cases.toml")


def read_campaigns() -> list[dict[str, Any]]:
    """Return the campaigns with their ideas."""
    campaigns: list[dict[str, Any]] = _toml("campaigns.toml")["campaigns"]
    return campaigns


def pictures_shown() -> list[str]:
    """Return the names of all pictures that posts and recipes show, each once."""
    texts = (file.read_text("utf-8") for file in CONTENT.glob("topics/*/*.toml"))
    shown = {name for text in texts for _alt, name in PICTURE.findall(text)}
    for recipe in read_recipes():
        shown |= {recipe["cover"], *(made["picture"] for made in recipe.get("made", ()) if "picture" in made)}
    return sorted(shown)


def read_pages(name: str) -> dict[str, str]:
    """Return `charter` or `privacy` in every language."""
    return {language: (CONTENT / f"{name}.{language}.md").read_text("utf-8") for language in LANGUAGES}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text("utf-8"))
