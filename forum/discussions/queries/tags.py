"""Tags: one by its name in an address, and those that are used most."""

from __future__ import annotations

from sqlalchemy import Select, select

from forum.core.database import db
from forum.core.policy import NotFound, Viewer
from forum.discussions.addresses import tag_address
from forum.discussions.models import Tag, Topic, topic_tag
from forum.discussions.queries.topic_rows import listable

MOST_SHOWN = 200


class TagRow:
    """A tag and how many topics carry it."""

    __slots__ = ("count", "id", "label", "slug")

    def __init__(self, id: int, slug: str, label: str, count: int) -> None:
        self.id = id
        self.slug = slug
        self.label = label
        self.count = count

    @property
    def href(self) -> str:
        """Where its topics are listed."""
        return tag_address(self.slug)


def tag_named(viewer: Viewer, slug: str) -> TagRow:
    """Return the tag with this `slug`.

    Raises:
        NotFound: when there is none, or none under which `viewer` may find anything.
    """
    row = db.session.execute(_tags(viewer).where(Tag.slug == slug)).one_or_none()
    if row is None:
        raise NotFound
    return TagRow(*row)


def most_used_tags(viewer: Viewer, size: int = MOST_SHOWN) -> list[TagRow]:
    """Return tags by the number of topics that carry them, those under which `viewer` may find something."""
    statement = _tags(viewer).order_by(Tag.topic_count.desc(), Tag.slug).limit(size)
    return [TagRow(*row) for row in db.session.execute(statement)]


def _tags(viewer: Viewer) -> Select[int, str, str, int]:
    """Return the tags of topics that `viewer` may find: a tag is words of whoever wrote it, as a title is."""
    carried = select(topic_tag.c.topic_id).join(Topic, Topic.id == topic_tag.c.topic_id)
    findable = carried.where(topic_tag.c.tag_id == Tag.id, listable(viewer)).exists()
    return select(Tag.id, Tag.slug, Tag.name, Tag.topic_count).where(Tag.topic_count > 0, findable)
