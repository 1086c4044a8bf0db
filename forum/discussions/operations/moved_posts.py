"""What moves with posts that go to another topic: numbers, counters, cards, followings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, literal, select, update

from forum.core.database import db
from forum.core.upsert import conflict_insert, insert_missing
from forum.discussions.counters import recount
from forum.discussions.models import (
    Category,
    Following,
    FollowTarget,
    Post,
    PostAlias,
    PostCard,
    PostState,
    Topic,
)
from forum.discussions.operations.references import refresh_cards_of, refresh_readers_of
from forum.discussions.operations.topic_care import recount_authors


def move_posts(posts: Sequence[Post], source: Topic, target: Topic) -> None:
    """Give `posts` the next numbers of `target`, and have everything follow that depends on where they stand."""
    insert_missing(
        PostAlias, [{"topic_id": source.id, "number": post.number, "post_id": post.id} for post in posts]
    )
    start = _reserve_numbers(target, len(posts))
    moved = [
        {"id": post.id, "topic_id": target.id, "number": start + place, "read_level": target.read_level}
        for place, post in enumerate(posts)
    ]
    db.session.execute(update(Post), moved)
    post_ids = [post.id for post in posts]
    recount(Topic.post_count, {source.id, target.id})
    recount(Category.topic_count, {source.category_id, target.category_id})
    recount(Category.post_count, {source.category_id, target.category_id})
    recount_authors(post_ids, {source.author_id, target.author_id})
    for topic in (source, target):
        _find_end(topic)
    refresh_cards_of(target.id)
    refresh_readers_of(post_ids)


def copy_cards(source: Topic, target: Topic) -> None:
    """Have cards of `source` follow `target` too: a card that shows a post may now show the other topic."""
    showing = select(PostCard.post_id, literal(target.id)).where(PostCard.topic_id == source.id)
    copy = conflict_insert(PostCard).from_select(["post_id", "topic_id"], showing)
    db.session.execute(copy.on_conflict_do_nothing())


def copy_followings(source: Topic, target: Topic, which: ColumnElement[bool]) -> None:
    """Have those who follow or mute `source` (as far as `which` chooses them) do so with `target`."""
    mine = select(
        Following.member_id, Following.target, literal(target.id), Following.mode, Following.created_at
    ).where(Following.target == FollowTarget.TOPIC.value, Following.target_id == source.id, which)
    columns = ["member_id", "target", "target_id", "mode", "created_at"]
    db.session.execute(conflict_insert(Following).from_select(columns, mine).on_conflict_do_nothing())


def _reserve_numbers(topic: Topic, count: int) -> int:
    """Take the next `count` numbers of `topic` and return the first of them."""
    reserved = (
        update(Topic)
        .where(Topic.id == topic.id)
        .values(next_number=Topic.next_number + count)
        .returning(Topic.next_number - count)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(reserved).one()


def _find_end(topic: Topic) -> None:
    """Find out anew who wrote last in `topic`, and how much the posts that stand in it are liked."""
    posts = select(Post.created_at, Post.author_id).where(
        Post.topic_id == topic.id, Post.state != PostState.HELD
    )
    last = db.session.execute(posts.order_by(Post.created_at.desc(), Post.id.desc()).limit(1)).first()
    db.session.refresh(topic)
    if last is not None:
        topic.last_post_at, topic.last_author_id = last
        topic.bumped_at = topic.last_post_at
    likes = select(func.coalesce(func.sum(Post.like_count), 0)).where(Post.topic_id == topic.id)
    topic.like_count = db.session.scalars(likes.where(Post.state == PostState.VISIBLE)).one()
    db.session.flush()
