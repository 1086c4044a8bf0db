"""One creation, as the page of its topic reads it: two statements, whatever hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, literal, select, union_all

from forum.accounts.models import Member
from forum.core.database import AnySelect
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import post_address, topic_address
from forum.discussions.models import Post, PostState, PostUpload, Topic
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.recipes.models import Creation, MadeIt
from forum.uploads.models import Upload

MOST_RELATED = 24


@dataclass(frozen=True, slots=True)
class StoredCreation:
    """A creation as it is stored."""

    kind: str
    document: dict[str, Any]
    rating_sum: int
    rating_count: int
    variation_of_id: int | None

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


def stored_creation(topic_id: int) -> StoredCreation | None:
    """Return the creation of a topic whose first post the viewer may read."""
    row = fetch(_creation(), topic_id=topic_id).first()
    return StoredCreation(*row) if row is not None else None


def related_to(viewer: Viewer, topic_id: int, variation_of_id: int | None) -> Sequence[Related]:
    """Return what `viewer` may see of all that hangs together with a creation, the latest first."""
    rows = fetch(_related(), viewer, topic_id=topic_id, original_id=variation_of_id or 0)
    return [
        Related(
            row.how,
            topic_address(row.topic_id, row.slug) if row.how != "made" else post_address(row.id),
            row.title,
            person_from(*row[-6:]),
            row.picture,
        )
        for row in rows
    ]


@cache
def _creation() -> AnySelect:
    return select(
        Creation.kind,
        Creation.document,
        Creation.rating_sum,
        Creation.rating_count,
        Creation.variation_of_id,
    ).where(Creation.topic_id == bindparam("topic_id"))


@cache
def _related() -> Any:
    topics = (
        select(
            literal("variation").label("how"),
            Topic.id.label("id"),
            Topic.id.label("topic_id"),
            Topic.slug.label("slug"),
            Topic.title.label("title"),
            Creation.cover.label("picture"),
            Topic.created_at.label("at"),
            *person_columns(),
        )
        .select_from(Topic)
        .join(Creation, Creation.topic_id == Topic.id)
        .join(Post, (Post.topic_id == Topic.id) & (Post.number == 1))
        .outerjoin(Member, Member.id == Topic.author_id)
        .where(Topic.title_visible_to(ASKING), Topic.is_held.is_(False), Post.state == PostState.VISIBLE)
    )
    varied = topics.where(Creation.variation_of_id == bindparam("topic_id")).limit(MOST_RELATED)
    original = topics.with_only_columns(
        literal("original").label("how"), *list(topics.selected_columns)[1:]
    ).where(Topic.id == bindparam("original_id"))
    picture = (
        select(func.min(Upload.key))
        .join(PostUpload, PostUpload.upload_id == Upload.id)
        .where(PostUpload.post_id == Post.id)
        .correlate(Post)
        .scalar_subquery()
    )
    made = (
        select(
            literal("made").label("how"),
            Post.id.label("id"),
            Post.topic_id.label("topic_id"),
            literal("").label("slug"),
            literal("").label("title"),
            picture.label("picture"),
            Post.created_at.label("at"),
            *person_columns(),
        )
        .select_from(MadeIt)
        .join(Post, Post.id == MadeIt.post_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(
            MadeIt.topic_id == bindparam("topic_id"),
            Post.state == PostState.VISIBLE,
            Post.visible_to(ASKING),
        )
        .order_by(Post.id.desc())
        .limit(MOST_RELATED)
    )
    parts = [select(part.subquery()) for part in (original, varied, made)]
    return union_all(*parts)
