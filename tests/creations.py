"""Recipes of the cast, made through the operations that members use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.topics import first_post_of
from forum.recipes.document import Document, Step
from forum.recipes.operations.writing import prepare_creation, start_creation
from forum.recipes.reading_form import groups_from
from tests.conversations import NOON, shelf


def document(
    lines: str = "200 g flour\n2 eggs", steps: tuple[str, ...] = ("Mix.", "Bake."), **more: Any
) -> Document:
    """Return a small document with ingredients, a line each, and steps."""
    return Document(groups=groups_from(lines, "en"), steps=tuple(map(Step, steps)), **more)


def recipe(
    author: Viewer,
    made: Document | None = None,
    *,
    story: str = "As my aunt makes them.",
    title: str = "Waffles",
    category: Category | None = None,
    kind: str = "recipe",
    variation_of: Topic | None = None,
    now: datetime = NOON,
) -> Post:
    """Return the first post of a new recipe by `author`."""
    place = category or shelf(f"shelf-{db.session.query(Category).count()}")
    written = prepare_creation(made or document(), story, read_level=place.read_level)
    with write_transaction():
        topic = start_creation(
            written,
            kind=kind,
            category=db.session.get_one(Category, place.id),
            title=title,
            author=author,
            now=now,
            variation_of=variation_of,
        )
        return first_post_of(topic)
