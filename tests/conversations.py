"""Conversations of the cast, made through the operations that members use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from forum.core.database import db, write_transaction
from forum.core.policy import Audience, Viewer
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.posts import reply
from forum.discussions.operations.topics import first_post_of, start_topic

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def shelf(slug: str = "kitchen", **levels: Any) -> Category:
    """Return a new category that everyone reads and members write in, unless `levels` say otherwise."""
    with write_transaction():
        category = Category(slug=slug, names={"en": slug.title()}, **levels)
        db.session.add(category)
    return category


def team_shelf(slug: str = "back-room") -> Category:
    """Return a new category for the team."""
    return shelf(slug, read_level=Audience.TEAM, reply_level=Audience.TEAM, start_level=Audience.TEAM)


def opening(
    author: Viewer,
    source: str = "What do you put into your pot?",
    *,
    category: Category | None = None,
    title: str = "Into the pot",
    kind: str = "discussion",
    now: datetime = NOON,
    silent: bool = False,
) -> Post:
    """Return the first post of a new topic by `author`."""
    place = category or shelf(f"shelf-{db.session.query(Category).count()}")
    with write_transaction():
        topic = start_topic(
            category=db.session.get_one(Category, place.id),
            kind=kind,
            title=title,
            source=source,
            author=author,
            now=now,
            silent=silent,
        )
        return first_post_of(topic)


def answer(
    post: Post,
    author: Viewer,
    source: str = "Carrots, always.",
    *,
    now: datetime = NOON,
    silent: bool = False,
) -> Post:
    """Return a reply to `post` by `author`."""
    with write_transaction():
        topic = db.session.get_one(Topic, post.topic_id)
        return reply(
            topic,
            source=source,
            author=author,
            now=now,
            reply_to=db.session.get_one(Post, post.id),
            silent=silent,
        )


def quoting(post: Post, handle: str, words: str, then: str = "I think so too.") -> str:
    """Return the Markdown of a post that quotes `words` of `post`."""
    return f"> [@{handle}](/posts/{post.id}):\n> {words}\n\n{then}"
