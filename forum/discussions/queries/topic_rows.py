"""From the numbers of some topics to the rows that a list shows, in two statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, AnySelect
from forum.core.markup.plain import excerpt
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import topic_address
from forum.discussions.models import Post, Topic
from forum.discussions.queries.categories import Shelf, shelf_of
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.discussions.queries.pictures import first_pictures

EXCERPT_LENGTH = 220


@dataclass(slots=True)
class TopicRow:
    """One topic of a list, as `templates/components/topic_row.html` prints it."""

    id: int
    slug: str
    title: str
    kind: str
    language: str
    shelf: Shelf
    author: Person
    excerpt: str
    posted_at: datetime
    last_at: datetime
    post_count: int
    likes: int
    answered: bool
    pinned: int
    closed: bool
    hidden: bool
    first_post_id: int | None
    last_number: int
    picture: str | None = None
    unread: int = 0

    @property
    def href(self) -> str:
        """Where the topic is."""
        return topic_address(self.id, self.slug)

    @property
    def unread_href(self) -> str:
        """Where its first unread post is."""
        return f"/topics/{self.id}/unread"

    @property
    def replies(self) -> int:
        """How many posts follow the first."""
        return max(0, self.post_count - 1)

    @property
    def category_name(self) -> str:
        """The category's name in the page's language."""
        return self.shelf.name

    @property
    def category_href(self) -> str:
        """Where the category is."""
        return self.shelf.href

    @property
    def category_hue(self) -> int:
        """The category's colour."""
        return self.shelf.hue


def listable(viewer: Viewer) -> Any:
    """Return the condition under which a topic stands in lists that `viewer` sees."""
    return and_(Topic.visible_to(viewer), Topic.title_visible_to(viewer), Topic.merged_into_id.is_(None))


def topic_rows(topic_ids: Sequence[int], viewer: Viewer) -> list[TopicRow]:
    """Return the rows of `topic_ids`, in that order, leaving out what `viewer` may not read."""
    if not topic_ids:
        return []
    found = fetch(_details(), viewer, topic_ids=list(topic_ids))
    rows = {row.id: _row(row, shelf_of(row.category_id)) for row in found}
    pictures = first_pictures([row.first_post_id for row in rows.values() if row.first_post_id is not None])
    for row in rows.values():
        row.picture = pictures.get(row.first_post_id or 0)
    return [rows[id] for id in topic_ids if id in rows]


def _row(row: AnyRow, shelf: Shelf) -> TopicRow:
    return TopicRow(
        id=row.id,
        slug=row.slug,
        title=row.title,
        kind=row.kind,
        language=row.language,
        shelf=shelf,
        author=person_from(*row[-6:]),
        excerpt=excerpt(row.excerpt or "", EXCERPT_LENGTH - 1),
        posted_at=row.created_at,
        last_at=row.last_post_at,
        post_count=row.post_count,
        likes=row.like_count,
        answered=row.answer_post_id is not None,
        pinned=row.pinned,
        closed=row.closed_at is not None,
        hidden=row.is_hidden,
        first_post_id=row.first_post_id,
        last_number=row.next_number - 1,
    )


@cache
def _details() -> AnySelect:
    first = aliased(Post)
    return (
        select(
            Topic.id,
            Topic.slug,
            Topic.title,
            Topic.kind,
            Topic.language,
            Topic.category_id,
            case((first.visible_to(ASKING), func.substr(first.text, 1, EXCERPT_LENGTH))).label("excerpt"),
            Topic.created_at,
            Topic.last_post_at,
            Topic.post_count,
            Topic.like_count,
            Topic.answer_post_id,
            Topic.pinned,
            Topic.closed_at,
            Topic.is_hidden,
            Topic.next_number,
            case((first.visible_to(ASKING), first.id)).label("first_post_id"),
            *person_columns(),
        )
        .select_from(Topic)
        .outerjoin(first, and_(first.topic_id == Topic.id, first.number == 1))
        .outerjoin(Member, Member.id == Topic.author_id)
        .where(Topic.id.in_(bindparam("topic_ids", expanding=True)), listable(ASKING))
    )
