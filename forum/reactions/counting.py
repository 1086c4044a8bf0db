"""The counters that a like belongs to: all likes, and those that count for badges.

A like is one step for each, changed by the database and told back by it, so that whoever waits for a certain number
need not count.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select, update

from forum.accounts.models import Member
from forum.core.counters import Counter
from forum.core.database import Model, db
from forum.core.metrics import REPLY
from forum.core.policy import Actor
from forum.discussions.models import Post, PostState, Topic
from forum.reactions.models import Like

_likes = select(func.count()).select_from(Like)
_counted = _likes.where(Like.flaws == 0)
_on_standing = _likes.join(Post, Post.id == Like.post_id).where(Post.state == PostState.VISIBLE)
_standing_counted = select(func.coalesce(func.sum(Post.counted_likes), 0)).where(
    Post.state == PostState.VISIBLE
)

COUNTERS = (
    Counter(Post.like_count, _likes.where(Like.post_id == Post.id)),
    Counter(Post.counted_likes, _counted.where(Like.post_id == Post.id)),
    Counter(Topic.like_count, _on_standing.where(Post.topic_id == Topic.id)),
    Counter(Member.likes_given, _likes.where(Like.member_id == Member.id)),
    Counter(Member.likes_received, _on_standing.where(Post.author_id == Member.id)),
    Counter(Member.counted_likes, _on_standing.where(Post.author_id == Member.id, Like.flaws == 0)),
)


class Counted(NamedTuple):
    """What a like changed, as its events tell it."""

    counts: bool
    likes: int
    received: int
    kind: str | None


def within_day(moment: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a like was given on the day of `moment`, in UTC."""
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Like.created_at >= midnight, Like.created_at < midnight + timedelta(days=1)


def count_like(post: Post, actor: Actor, change: int, *, counts: bool) -> Counted:
    """Move the counters that one like belongs to, in three statements. A post that does not stand counts for itself."""
    step = change if counts else 0
    changed = _update(
        Post,
        Post.id == post.id,
        [Post.counted_likes, Post.state, Post.number],
        like_count=Post.like_count + change,
        counted_likes=Post.counted_likes + step,
    )[0]
    stands = changed.state == PostState.VISIBLE
    kind = None
    if stands:
        topic = _update(Topic, Topic.id == post.topic_id, [Topic.kind], like_count=Topic.like_count + change)
        kind = topic[0].kind if changed.number == 1 else REPLY
    received = case((Member.id == post.author_id, change if stands else 0), else_=0)
    received_counted = case((Member.id == post.author_id, step if stands else 0), else_=0)
    members = _update(
        Member,
        Member.id.in_([actor.id, post.author_id]),
        [Member.id, Member.counted_likes],
        likes_given=Member.likes_given + case((Member.id == actor.id, change), else_=0),
        likes_received=Member.likes_received + received,
        counted_likes=Member.counted_likes + received_counted,
    )
    author = next((row.counted_likes for row in members if row.id == post.author_id), 0)
    return Counted(counts and stands, changed.counted_likes, author, kind)


def recount_posts(post_ids: Collection[int]) -> list[int]:
    """Count anew the likes that count of some posts and of their authors, for rare acts; return the authors."""
    counted = _counted.where(Like.post_id == Post.id).scalar_subquery()
    rows = _update(Post, Post.id.in_(sorted(post_ids)), [Post.author_id], counted_likes=counted)
    authors = sorted({row.author_id for row in rows if row.author_id is not None})
    received = _standing_counted.where(Post.author_id == Member.id).scalar_subquery()
    _update(Member, Member.id.in_(authors), [Member.id], counted_likes=received)
    return authors


def _update(model: type[Model], where: Any, told: list[Any], **values: Any) -> Any:
    statement = update(model).where(where).values(**values).returning(*told)
    return db.session.execute(statement.execution_options(synchronize_session=False)).all()
