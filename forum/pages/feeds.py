"""Atom feeds (RFC 4287): what everybody may read, newest first, as guests read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import and_, bindparam, select

from forum.accounts.models import Member
from forum.core.database import AnySelect, db
from forum.core.policy import GUEST
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import post_address
from forum.discussions.models import Post, Topic
from forum.discussions.queries.people import person_columns, person_from
from forum.discussions.queries.topic_rows import TopicRow, listable, topic_rows

SIZE = 20
POSTS_SIZE = 50
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML document may hold: https://www.w3.org/TR/xml/#charsets."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it is, what it is called, who wrote it when, and its safe HTML (None: not to be read)."""

    href: str
    title: str
    author: str
    posted_at: datetime
    updated_at: datetime
    html: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, the page that it follows, its own address, and what it holds."""

    title: str
    page: str
    href: str
    entries: Sequence[Entry]

    @property
    def updated_at(self) -> datetime:
        """When something in it changed last."""
        return max((entry.updated_at for entry in self.entries), default=NEVER)


def entries_of_topics(rows: Iterable[TopicRow]) -> list[Entry]:
    """Return topics with their first posts, as guests read them, in one statement."""
    shown = list(rows)
    found = fetch(_first_posts(), GUEST, topic_ids=[row.id for row in shown]) if shown else ()
    posts = {topic_id: (html, edited_at) for topic_id, html, edited_at in found}
    return [
        Entry(
            row.href,
            row.title,
            row.author.name or "–",
            row.posted_at,
            posts.get(row.id, ("", None))[1] or row.posted_at,
            posts[row.id][0] if row.id in posts else None,
            row.language,
        )
        for row in shown
    ]


def topic_for_guests(topic_id: int) -> TopicRow | None:
    """Return a topic whose title everybody may read."""
    return next(iter(topic_rows([topic_id], GUEST)), None)


def merged_for_guests(topic_id: int) -> int | None:
    """Return the topic into which this one was merged, if everybody may read its title."""
    target = db.session.scalar(select(Topic.merged_into_id).where(Topic.id == topic_id))
    return target if target is not None and topic_for_guests(target) is not None else None


def entries_of_posts(topic_id: int) -> list[Entry]:
    """Return the last posts of a topic that everybody may read, the newest first."""
    return [
        Entry(
            post_address(id),
            f"{title} · #{number}",
            person_from(*person).name or "–",
            created_at,
            edited_at or created_at,
            html,
            language,
        )
        for id, number, title, created_at, edited_at, html, language, *person in fetch(
            _last_posts(), GUEST, topic_id=topic_id
        )
    ]


def newest_of_kinds(kinds: Sequence[str]) -> list[TopicRow]:
    """Return the topics of some kinds that moved last and that everybody may read."""
    ids = [id for (id,) in fetch(_of_kinds(), GUEST, kinds=list(kinds))]
    return topic_rows(ids, GUEST)


@cache
def _first_posts() -> AnySelect:
    return select(Post.topic_id, Post.html, Post.edited_at).where(
        Post.topic_id.in_(bindparam("topic_ids", expanding=True)), Post.number == 1, Post.visible_to(ASKING)
    )


@cache
def _last_posts() -> AnySelect:
    return (
        select(
            Post.id, Post.number, Topic.title, Post.created_at, Post.edited_at, Post.html, Post.language,
            *person_columns(),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.topic_id == bindparam("topic_id"), and_(listable(ASKING), Post.visible_to(ASKING)))
        .order_by(Post.number.desc())
        .limit(POSTS_SIZE)
    )  # fmt: skip


@cache
def _of_kinds() -> AnySelect:
    return (
        select(Topic.id)
        .where(listable(ASKING), Topic.kind.in_(bindparam("kinds", expanding=True)))
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
        .limit(SIZE)
    )
