"""Causes, the posts that are about them, and those that could be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import case, func, select

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.http import LARGEST_NUMBER
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, Topic
from forum.gatekeeping.models import Cause, CausePost

MOST = 200
TITLE = case((Topic.title_visible_to(ASKING), Topic.title)).label("title")
_ADDRESS = re.compile(r"/posts/(\d{1,18})")


def all_causes() -> Sequence[AnyRow]:
    """Return every cause with its owner and how many posts are about it, the open ones first."""
    posts = select(func.count()).where(CausePost.cause_id == Cause.id).correlate(Cause).scalar_subquery()
    return db.session.execute(
        select(Cause.id, Cause.title, Cause.opened_at, Cause.solved_at, Member.name, posts.label("posts"))
        .outerjoin(Member, Member.id == Cause.owner_id)
        .order_by(Cause.solved_at.is_not(None), Cause.id.desc())
        .limit(MOST)
    ).all()


def posts_of(cause_id: int, viewer: Viewer) -> Sequence[AnyRow]:
    """Return the posts about a cause that `viewer` may read."""
    found = (
        select(Post.id, Post.author_id, Post.text, Post.created_at, TITLE, Member.name)
        .join(CausePost, CausePost.post_id == Post.id)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(CausePost.cause_id == cause_id, Post.visible_to(ASKING))
        .order_by(Post.id)
        .limit(MOST)
    )
    return fetch(found, viewer).all()


def authors_of(cause_id: int) -> Iterable[int]:
    """Yield everybody who wrote about a cause, each once."""
    authors = (
        select(Post.author_id)
        .join(CausePost, CausePost.post_id == Post.id)
        .where(CausePost.cause_id == cause_id, Post.author_id.is_not(None))
        .distinct()
    )
    yield from (id for id in db.session.scalars(authors) if id is not None)


def wrote_about(member_id: int, cause_id: int) -> bool:
    """Whether a member wrote a post about a cause."""
    return member_id in set(authors_of(cause_id))


def numbers_in(typed: str) -> list[int]:
    """Return the numbers of the posts whose addresses were typed, each once."""
    numbers = (int(found) for found in _ADDRESS.findall(typed))
    return [number for number in dict.fromkeys(numbers) if number <= LARGEST_NUMBER][:MOST]
