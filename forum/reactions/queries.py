"""Who liked what, and what one viewer bookmarked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, exists, select, tuple_

from forum.accounts.models import Member
from forum.core.database import AnyRow, AnySelect, db
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, PostState, Topic
from forum.reactions.models import Bookmark, Like

LIST_SIZE = 50


@dataclass(frozen=True, slots=True)
class ReactionState:
    """What the buttons under one post show to one viewer."""

    likes: int
    liked: bool
    bookmarked: bool
    is_own: bool
    stands: bool


def load_reactions(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, ReactionState]:
    """Return the state of every post's buttons for a signed-in `viewer`, in one statement."""
    if viewer.id is None or not post_ids:
        return {}
    return {
        id: ReactionState(likes, is_liked, is_bookmarked, author_id == viewer.id, state == PostState.VISIBLE)
        for id, likes, is_liked, is_bookmarked, author_id, state in fetch(
            _reactions(), viewer, post_ids=list(post_ids)
        )
    }


@cache
def _reactions() -> AnySelect:
    return select(
        Post.id,
        Post.like_count,
        exists().where(Like.post_id == Post.id, Like.member_id == ASKING.own_id),
        exists().where(Bookmark.post_id == Post.id, Bookmark.member_id == ASKING.own_id),
        Post.author_id,
        Post.state,
    ).where(Post.id.in_(bindparam("post_ids", expanding=True)))


def page_of_likers(post_id: int, *, before: tuple[datetime, int] | None = None) -> KeyPage[AnyRow]:
    """Return members who like a post, the latest first."""
    statement = (
        select(Member.id, Member.handle, Member.name, Member.picture_key, Member.is_team, Like.created_at)
        .join(Member, Member.id == Like.member_id)
        .where(Like.post_id == post_id)
        .order_by(Like.created_at.desc(), Member.id.desc())
        .limit(LIST_SIZE + 1)
    )
    if before:
        statement = statement.where(tuple_(Like.created_at, Member.id) < before)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    return KeyPage(rows, older=encode_mark(rows[-1].created_at.isoformat(), rows[-1].id) if more else None)


def page_of_bookmarks(viewer: Viewer, *, before: tuple[datetime, int] | None = None) -> KeyPage[AnyRow]:
    """Return what `viewer` bookmarked and may still read, the latest first."""
    statement = (
        select(
            Post.id,
            Post.number,
            Post.text,
            Topic.id.label("topic_id"),
            Topic.title,
            Topic.slug,
            Topic.kind,
            Member.handle,
            Member.name,
            Bookmark.created_at,
        )
        .join(Post, Post.id == Bookmark.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Bookmark.member_id == viewer.own_id, Post.visible_to(viewer), Topic.title_visible_to(viewer))
        .order_by(Bookmark.created_at.desc(), Post.id.desc())
        .limit(LIST_SIZE + 1)
    )
    if before:
        statement = statement.where(tuple_(Bookmark.created_at, Post.id) < before)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    return KeyPage(rows, older=encode_mark(rows[-1].created_at.isoformat(), rows[-1].id) if more else None)
