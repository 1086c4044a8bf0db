"""What a writer or a moderator may choose from: categories and kinds of topic."""

from __future__ import annotations

from forum.core.i18n import localized
from forum.core.kinds import TopicKind, kinds_in_order
from forum.core.policy import Viewer
from forum.discussions.queries.categories import Shelf, shelves
from forum.discussions.rights import as_member, may_start


def kinds_for(viewer: Viewer) -> list[TopicKind]:
    """Return the kinds of topic that `viewer` may begin in some category by writing a text."""
    writer = as_member(viewer)
    known = shelves().for_viewer(viewer)
    return [
        kind
        for kind in kinds_in_order()
        if kind.compose is None and any(may_start(writer, shelf, kind) for shelf in known)
    ]


def categories_to_start_in(viewer: Viewer, *, at_most: int | None = None) -> list[tuple[int, str]]:
    """Return the categories in which `viewer` may begin a topic, nested ones behind the one above them.

    `at_most`: only those in which others may as well, from this level on.
    """
    clearance = as_member(viewer).clearance
    highest = clearance if at_most is None else min(clearance, at_most)
    return _named([shelf for shelf in shelves().for_viewer(viewer) if shelf.start_level <= highest])


def categories_to_read(viewer: Viewer) -> list[tuple[int, str]]:
    """Return the categories that `viewer` may read."""
    return _named(shelves().for_viewer(viewer))


def _named(chosen: list[Shelf]) -> list[tuple[int, str]]:
    known = shelves()
    outer = [shelf for shelf in chosen if known.parent_of(shelf) not in chosen]
    ordered = [
        each for shelf in outer for each in (shelf, *(one for one in chosen if one.parent_id == shelf.id))
    ]
    return [(shelf.id, _name(shelf)) for shelf in ordered]


def _name(shelf: Shelf) -> str:
    parent = shelves().parent_of(shelf)
    name = localized(shelf.names)
    return f"{localized(parent.names)} › {name}" if parent else name
