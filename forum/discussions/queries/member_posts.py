"""What one member wrote, newest first, as far as somebody else may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, func, select

from forum.core.database import AnySelect
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import post_address
from forum.discussions.models import Post, Topic
from forum.discussions.queries.orders import Order

PAGE_SIZE = 20
WRITTEN = Order((Post.created_at, Post.id))
EXCERPT_LENGTH = 320


@dataclass(frozen=True, slots=True)
class PostExtract:
    """The beginning of a post, and where it stands."""

    id: int
    number: int
    title: str
    language: str
    excerpt: str
    posted_at: datetime
    likes: int

    @property
    def href(self) -> str:
        """The post's lasting address."""
        return post_address(self.id)


def posts_by(
    viewer: Viewer, author_id: int, mark: str | None = None, *, size: int = PAGE_SIZE
) -> KeyPage[PostExtract]:
    """Return what a member wrote that stands and that `viewer` may read."""
    place = WRITTEN.place(mark)
    rows = fetch(
        _statement(place is not None), viewer, author_id=author_id, size=size + 1, **(place or {})
    ).all()
    posts = [PostExtract(*row) for row in rows[:size]]
    return KeyPage(posts, older=encode_mark(posts[-1].posted_at, posts[-1].id) if len(rows) > size else None)


@cache
def _statement(begun: bool) -> AnySelect:
    statement = (
        select(
            Post.id,
            Post.number,
            Topic.title,
            Post.language,
            func.substr(Post.text, 1, EXCERPT_LENGTH),
            Post.created_at,
            Post.like_count,
        )
        .join(Topic, Topic.id == Post.topic_id)
        .where(
            Post.author_id == bindparam("author_id"),
            Post.visible_to(ASKING),
            Topic.visible_to(ASKING),
            Topic.title_visible_to(ASKING),
        )
    )
    return WRITTEN.page_of(statement, begun=begun)
