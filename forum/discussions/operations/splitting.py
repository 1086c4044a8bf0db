"""Splitting a topic in two, and making one of two. Posts keep their own address; old numbers lead to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select, true, update
from sqlalchemy.orm import load_only

from forum.core.database import db
from forum.core.kinds import kinds
from forum.core.policy import Actor, Invalid
from forum.discussions.kinds import DISCUSSION
from forum.discussions.models import Category, Following, Post, PostState, ReadPosition, Topic
from forum.discussions.operations.answers import forget_answer
from forum.discussions.operations.moved_posts import copy_cards, copy_followings, move_posts
from forum.discussions.operations.topic_care import announce, recount_tags, require_care
from forum.discussions.operations.topics import checked_title
from forum.discussions.slugs import slug_of


def split_topic(
    topic: Topic, *, post_ids: Collection[int], title: str, category: Category, actor: Actor, now: datetime
) -> Topic:
    """Put some posts of `topic` into a new topic of their own, in their order, and return that.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when the title cannot be accepted (field `title`), or the choice of posts or category (`posts`,
            `category`): the first post stays, and what waits for a moderator does not move.
    """
    require_care(actor)
    title = checked_title(title)
    if category.read_level > actor.clearance:
        raise Invalid(_("Choose a category."), field="category")
    posts = _posts(topic, Post.id.in_(post_ids))
    if not posts or len(posts) != len(set(post_ids)) or any(_must_stay(post) for post in posts):
        raise Invalid(_("Choose posts of this topic, but not its first one."), field="posts")
    first = posts[0]
    new = Topic(
        kind=DISCUSSION,
        category_id=category.id,
        author_id=first.author_id,
        title=title,
        slug=slug_of(title),
        language=topic.language,
        read_level=category.read_level,
        created_at=first.created_at,
        bumped_at=first.created_at,
        last_post_at=first.created_at,
        is_hidden=first.state != PostState.VISIBLE,
        hidden_at=first.hidden_at or first.withdrawn_at,
    )
    db.session.add(new)
    db.session.flush()
    if topic.answer_post_id in {post.id for post in posts}:
        forget_answer(topic, actor=actor, now=now)
    copy_cards(topic, new)
    move_posts(posts, topic, new)
    authors = {post.author_id for post in posts if post.author_id is not None}
    copy_followings(topic, new, Following.member_id.in_(authors))
    announce(topic, "split", actor, now)
    announce(new, "split-off", actor, now)
    return new


def merge_topics(source: Topic, target: Topic, *, actor: Actor, now: datetime) -> Topic:
    """Append the posts of `source` to `target` and return that; `source` leads there from now on.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when they are one, one of them was merged before, or the kind of `source` stays apart (field `target`).
    """
    require_care(actor)
    kind = kinds.get(source.kind)
    if kind is not None and kind.stays_apart:
        raise Invalid(str(kind.stays_apart), field="target")
    if source.id == target.id or source.merged_into_id or target.merged_into_id or target.is_held:
        raise Invalid(_("Choose another topic."), field="target")
    forget_answer(source, actor=actor, now=now)
    copy_cards(source, target)
    source.merged_into_id, source.read_level = target.id, target.read_level
    source.pinned, source.is_held = 0, False
    db.session.flush()
    merged_before = update(Topic).where(Topic.merged_into_id == source.id)
    db.session.execute(merged_before.values(merged_into_id=target.id, read_level=target.read_level))
    recount_tags(source)
    move_posts(_posts(source, true()), source, target)
    copy_followings(source, target, true())
    db.session.execute(delete(ReadPosition).where(ReadPosition.topic_id == source.id))
    announce(source, "merged", actor, now)
    announce(target, "merged-in", actor, now)
    return target


def _posts(topic: Topic, which: ColumnElement[bool]) -> Sequence[Post]:
    return db.session.scalars(
        select(Post)
        .where(Post.topic_id == topic.id, which)
        .order_by(Post.number)
        .options(load_only(Post.topic_id, Post.number, Post.author_id, Post.state, Post.created_at))
    ).all()


def _must_stay(post: Post) -> bool:
    return post.number == 1 or post.state == PostState.HELD
