"""Where the answer to a cause goes, before it is sent and afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum.core.database import db
from forum.core.jobs import Job
from forum.core.policy import Viewer
from forum.discussions.models import Category, Post, PostState, Topic
from forum.discussions.rights import may_reply
from forum.gatekeeping.models import CauseAnswer, CausePost, CauseReply, Way
from forum.gatekeeping.queries.causes import MOST


@dataclass(frozen=True, slots=True)
class Place:
    """A topic in which members wrote about a cause."""

    topic_id: int
    title: str | None
    posts: int
    takes_reply: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the answer has come."""

    way: Way
    job: Job | None
    is_done: bool


def places_of(cause_id: int, viewer: Viewer) -> list[Place]:
    """Return the topics of a cause, with whether `viewer` can answer in them in public."""
    shown = func.count().filter(Post.state == PostState.VISIBLE)
    counted = (
        select(Post.topic_id, func.count().label("posts"), shown.label("shown"))
        .join(CausePost, CausePost.post_id == Post.id)
        .where(CausePost.cause_id == cause_id)
        .group_by(Post.topic_id)
        .subquery()
    )
    found = (
        select(Topic, Category, counted.c.posts, counted.c.shown)
        .join(counted, counted.c.topic_id == Topic.id)
        .join(Category, Category.id == Topic.category_id)
        .order_by(Topic.id)
        .limit(MOST)
    )
    return [
        Place(
            topic.id,
            topic.title if topic.title_visible_to(viewer) else None,
            posts,
            bool(shown) and takes_reply(viewer, topic, category),
        )
        for topic, category, posts, shown in db.session.execute(found)
    ]


def takes_reply(viewer: Viewer, topic: Topic, category: Category) -> bool:
    """Whether a public reply fits into a topic. One that was closed has ended; nobody opens it for this."""
    stands = not topic.is_hidden and not topic.is_held and topic.closed_at is None
    return stands and topic.read_level <= viewer.clearance and may_reply(viewer, topic, category)


def next_topic(cause_id: int, after: int) -> int | None:
    """Return the topic of a cause that comes after `after`, by number."""
    return db.session.scalar(
        select(func.min(Post.topic_id))
        .join(CausePost, CausePost.post_id == Post.id)
        .where(CausePost.cause_id == cause_id, Post.topic_id > after)
    )


def topic_count(cause_id: int) -> int:
    """Return in how many topics members wrote about a cause."""
    topics = select(func.count(Post.topic_id.distinct())).join(CausePost, CausePost.post_id == Post.id)
    return db.session.scalar(topics.where(CausePost.cause_id == cause_id)) or 0


def first_post_about(cause_id: int, topic_id: int) -> Post | None:
    """Return the first post of a topic about a cause that everybody in it reads."""
    found = (
        select(Post)
        .join(CausePost, CausePost.post_id == Post.id)
        .where(CausePost.cause_id == cause_id, Post.topic_id == topic_id, Post.state == PostState.VISIBLE)
    )
    return db.session.scalars(found.order_by(Post.number).limit(1)).first()


def still_to_tell(cause_id: int) -> Mapping[int, int | None]:
    """Return whom no reply answers directly, each with a reply in a topic of theirs where there is one."""
    reply = aliased(Post)
    answered = (
        select(Post.author_id)
        .join(reply, reply.reply_to_id == Post.id)
        .join(CauseReply, CauseReply.post_id == reply.id)
        .where(CauseReply.cause_id == cause_id, Post.author_id.is_not(None))
    )
    told = (
        select(Post.author_id, func.min(CauseReply.post_id))
        .join(CausePost, CausePost.post_id == Post.id)
        .outerjoin(
            CauseReply, (CauseReply.topic_id == Post.topic_id) & (CauseReply.cause_id == CausePost.cause_id)
        )
        .where(CausePost.cause_id == cause_id, Post.author_id.is_not(None), Post.author_id.not_in(answered))
        .group_by(Post.author_id)
        .order_by(Post.author_id)
    )
    return {author: post_id for author, post_id in db.session.execute(told) if author is not None}


def sending_of(cause_id: int) -> Sending | None:
    """Return how far the answer to a solved cause has come; None when it was told before there were jobs for it."""
    row = db.session.get(CauseAnswer, cause_id, populate_existing=True)
    if row is None:
        return None
    return Sending(
        Way(row.way), db.session.get(Job, row.job_id, populate_existing=True), row.done_at is not None
    )
