"""One creation, as the page of its topic reads it: one statement, whatever hangs on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    SQLColumnExpression,
    Text,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from forum.accounts.models import Member
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import post_address, topic_address
from forum.discussions.models import Post, PostState, PostUpload, Topic
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.recipes.models import Creation, MadeIt, Rating
from forum.uploads.models import Upload

MOST_RELATED = 24
SELF, ORIGINAL, VARIATION, MADE = "self", "original", "variation", "made"


@dataclass(frozen=True, slots=True)
class StoredCreation:
    """A creation as it is stored."""

    kind: str
    document: dict[str, Any]
    rating_sum: int
    rating_count: int

    @property
    def average(self) -> float | None:
        """The mean of its stars."""
        return self.rating_sum / self.rating_count if self.rating_count else None


@dataclass(frozen=True, slots=True)
class Related:
    """Something that hangs together with a creation: the one it varies, one that varies it, a reply with a picture."""

    how: str
    href: str
    title: str
    person: Person
    picture: str | None


@dataclass(frozen=True, slots=True)
class CreationPage:
    """A creation, what hangs together with it that the viewer may see, and the stars that the viewer gave (or 0)."""

    stored: StoredCreation
    related: Sequence[Related]
    own_stars: int


def creation_page(viewer: Viewer, topic_id: int) -> CreationPage | None:
    """Return the creation of a topic whose first post `viewer` may read; None when it has none."""
    rows = fetch(_statement(), viewer, topic_id=topic_id).all()
    own = next((row for row in rows if row.how == SELF), None)
    if own is None:
        return None
    stored = StoredCreation(own.kind, json.loads(own.document), own.rating_sum, own.rating_count)
    related = [
        Related(
            row.how,
            post_address(row.id) if row.how == MADE else topic_address(row.topic_id, row.slug),
            row.title,
            person_from(*row[-6:]),
            row.picture,
        )
        for row in rows
        if row.how != SELF
    ]
    return CreationPage(stored, related, own.stars or 0)


@cache
def _statement() -> Any:
    here = bindparam("topic_id", type_=Integer)
    varied = select(Creation.variation_of_id).where(Creation.topic_id == here).scalar_subquery()
    parts = (
        _self().where(Creation.topic_id == here),
        _topics(ORIGINAL).where(Topic.id == varied),
        _topics(VARIATION)
        .where(Creation.variation_of_id == here)
        .order_by(Topic.id.desc())
        .limit(MOST_RELATED),
        _made().where(MadeIt.topic_id == here).order_by(Post.id.desc()).limit(MOST_RELATED),
    )
    return union_all(*(select(part.subquery()) for part in parts))


def _self() -> Select[Any]:
    own = (Rating.topic_id == Creation.topic_id) & (Rating.member_id == ASKING.own_id)
    columns = _columns(
        SELF,
        id=Creation.topic_id,
        topic_id=Creation.topic_id,
        kind=Creation.kind,
        document=cast(Creation.document, Text),
        rating_sum=Creation.rating_sum,
        rating_count=Creation.rating_count,
        stars=Rating.stars,
    )
    return select(*columns).select_from(Creation).outerjoin(Rating, own).outerjoin(Member, Member.id == 0)


def _topics(how: str) -> Select[Any]:
    columns = _columns(
        how, id=Topic.id, topic_id=Topic.id, slug=Topic.slug, title=Topic.title, picture=Creation.cover
    )
    return (
        select(*columns)
        .select_from(Topic)
        .join(Creation, Creation.topic_id == Topic.id)
        .join(Post, (Post.topic_id == Topic.id) & (Post.number == 1))
        .outerjoin(Member, Member.id == Topic.author_id)
        .where(Topic.title_visible_to(ASKING), Topic.is_held.is_(False), Post.state == PostState.VISIBLE)
    )


def _made() -> Select[Any]:
    picture = (
        select(func.min(Upload.key))
        .join(PostUpload, PostUpload.upload_id == Upload.id)
        .where(PostUpload.post_id == Post.id)
        .correlate(Post)
        .scalar_subquery()
    )
    return (
        select(*_columns(MADE, id=Post.id, topic_id=Post.topic_id, picture=picture))
        .select_from(MadeIt)
        .join(Post, Post.id == MadeIt.post_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.state == PostState.VISIBLE, Post.visible_to(ASKING))
    )


def _columns(how: str, **given: Any) -> list[SQLColumnExpression[Any]]:
    """Return the columns that all parts of the union have, those that are not `given` empty, and somebody's name."""
    words = ("slug", "title", "picture", "kind", "document")
    numbers = ("rating_sum", "rating_count", "stars")
    return [
        literal(how).label("how"),
        given["id"].label("id"),
        given["topic_id"].label("topic_id"),
        *(given.get(name, cast(null(), Text)).label(name) for name in words),
        *(given.get(name, cast(null(), Integer)).label(name) for name in numbers),
        *(column.label(f"person_{place}") for place, column in enumerate(person_columns())),
    ]
