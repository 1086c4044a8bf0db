"""The shelves of the community. They are few and rarely change, so each process keeps them in memory."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from forum.core.database import db
from forum.core.i18n import localized
from forum.core.kept import STANDS_FOR_SECONDS
from forum.core.policy import NotFound, Viewer
from forum.core.versions import SITE, read_versions
from forum.discussions.addresses import category_address
from forum.discussions.models import Category
from forum.discussions.policy import belongs_to, check_read_level

EXTENSION = "potluck.shelves"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category, ready to be shown. `hue` is the number of its colour."""

    id: int
    parent_id: int | None
    slug: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    hue: int
    read_level: int
    reply_level: int
    start_level: int
    topic_count: int
    post_count: int

    @property
    def name(self) -> str:
        """Its name in the page's language."""
        return localized(self.names)

    @property
    def href(self) -> str:
        """Where the category is."""
        return category_address(self.slug)


class ShelfCard:
    """A category with those nested in it, as `templates/components/category.html` prints it."""

    picture: str | None = None

    def __init__(self, shelf: Shelf, children: Sequence[Shelf]) -> None:
        self.children = children
        self.name = shelf.name
        self.href = shelf.href
        self.hue = shelf.hue
        self.description = localized(shelf.descriptions)
        self.topics = shelf.topic_count + sum(child.topic_count for child in children)


class Shelves:
    """All categories, in the order in which they stand."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._by_id = {shelf.id: shelf for shelf in shelves}
        self._by_slug = {shelf.slug: shelf for shelf in shelves}

    def __contains__(self, category_id: int) -> bool:
        return category_id in self._by_id

    def __getitem__(self, category_id: int) -> Shelf:
        return self._by_id[category_id]

    def for_viewer(self, viewer: Viewer) -> list[Shelf]:
        """Return the categories that `viewer` may know of."""
        return [shelf for shelf in self._by_id.values() if belongs_to(viewer, shelf.read_level)]

    def named(self, viewer: Viewer, slug: str) -> Shelf:
        """Return the category with this `slug`.

        Raises:
            NotFound, NotAllowed: when `viewer` may not know of it.
        """
        shelf = self._by_slug.get(slug)
        if shelf is None:
            raise NotFound
        check_read_level(viewer, shelf.read_level)
        return shelf

    def parent_of(self, shelf: Shelf) -> Shelf | None:
        """Return the category in which `shelf` stands, if it is nested."""
        return self._by_id.get(shelf.parent_id) if shelf.parent_id else None

    def within(self, viewer: Viewer, shelf: Shelf) -> list[Shelf]:
        """Return the categories nested in `shelf` that `viewer` may know of."""
        return [each for each in self.for_viewer(viewer) if each.parent_id == shelf.id]


def shelves() -> Shelves:
    """Return all categories: as they stand now, but for their counts, which lag by less than a minute."""
    version = read_versions([SITE])[SITE]
    kept: tuple[int, float, Shelves] | None = current_app.extensions.get(EXTENSION)
    if kept and kept[0] == version and time.monotonic() < kept[1]:
        return kept[2]
    return _fresh(version)


def shelf_of(category_id: int) -> Shelf:
    """Return the category of a topic that has just been read; it may be newer than what is in memory."""
    known = shelves()
    if category_id not in known:
        known = _fresh(read_versions([SITE])[SITE])
    return known[category_id]


def _fresh(version: int) -> Shelves:
    fresh = Shelves(_read())
    current_app.extensions[EXTENSION] = (version, time.monotonic() + STANDS_FOR_SECONDS, fresh)
    return fresh


def _read() -> list[Shelf]:
    columns = (
        Category.id,
        Category.parent_id,
        Category.slug,
        Category.names,
        Category.descriptions,
        Category.colour,
        Category.read_level,
        Category.reply_level,
        Category.start_level,
        Category.topic_count,
        Category.post_count,
    )
    rows = db.session.execute(select(*columns).order_by(Category.position, Category.id))
    return [
        Shelf(id, parent_id, slug, names, descriptions, int(colour.rpartition("-")[2]), *numbers)
        for id, parent_id, slug, names, descriptions, colour, *numbers in rows
    ]
