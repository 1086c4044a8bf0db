"""A corpus of realistic shape for measuring: many small topics, few large ones, one of 5,000 posts, long-tailed likes.

Texts are drawn from a pool of rendered posts, so that a page weighs what a real one weighs. Rows are written in bulk
and in one pass, with every counter computed on the way: `flask forum check` finds nothing to mend afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select

from forum.accounts.models import Member
from forum.core.database import Model, db
from forum.core.markup.context import RenderContext, Rendered
from forum.core.markup.render import render
from forum.core.versions import LATEST, touch
from forum.discussions.models import Category, Post, Topic
from forum.discussions.slugs import slug_of
from forum.reactions.models import Like

LARGEST_TOPIC = 5_000
TAIL = 1.16
"""Exponent of the Pareto distribution in which a fifth of the topics hold four fifths of the posts."""
POOL = 400
CHUNK = 5_000
CATEGORIES = 12
MINUTES_BETWEEN_POSTS = 3
WORDS = (
    "the a and of with for this that it we you my your not but when how why after before into over under more less "
    "cocoa coffee bean roast grind cup milk sugar butter flour oven bowl whisk dough crumb crust mould bar nib shell "
    "bitter sweet sour salty smoky fruity round thin thick warm cold slow fast fresh old dark light brown golden "
    "kettle filter paper press pot scale gram minute degree spoon pinch half twice again never always maybe because "
    "tried baked brewed tasted poured melted tempered cracked stirred folded burnt forgot bought gave asked found"
).split()


@dataclass(frozen=True)
class Size:
    """How much is wanted."""

    topics: int
    posts: int
    members: int
    likes: int


@dataclass
class _First:
    """The first free number of each table."""

    member: int
    topic: int
    post: int


@dataclass
class Growth:
    """What is counted while rows are made: by member, and by category."""

    posts: dict[int, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    received: dict[int, int] = field(default_factory=dict)
    by_category: dict[int, tuple[int, int]] = field(default_factory=dict)


class Corpus:
    """Makes the rows of one corpus; equal seeds make equal corpora."""

    def __init__(self, size: Size, now: datetime, seed: int = 7) -> None:
        self.size = size
        self.chance = random.Random(seed)  # noqa: S311 - measurements repeat
        self.now = now
        self.bodies = [self._body() for _ in range(POOL)]
        self.growth = Growth()
        self.first = _First(*(_next_id(model) for model in (Member, Topic, Post)))
        self.categories = (
            list(db.session.scalars(select(Category.id).order_by(Category.id))) or _new_categories()
        )
        self.sizes = self._topic_sizes()
        self.likes_left = size.likes

    def write(self) -> Iterator[int]:
        """Insert everything within the present transaction; yields how many rows each chunk had."""
        yield from _insert(Member, self._members())
        topics, posts, likes = [], [], []
        post_id, minutes = self.first.post, MINUTES_BETWEEN_POSTS * self.size.posts
        for index, count in enumerate(self.sizes):
            started = self.now - timedelta(minutes=minutes * (1 - index / len(self.sizes)) + count)
            topic, its_posts, its_likes = self._topic(self.first.topic + index, post_id, count, started)
            post_id += count
            topics.append(topic)
            posts += its_posts
            likes += its_likes
            if len(posts) >= CHUNK or index == len(self.sizes) - 1:
                yield from _insert(Topic, topics)
                yield from _insert(Post, posts)
                yield from _insert(Like, likes)
                topics, posts, likes = [], [], []
        self._count()
        touch(LATEST)

    def _members(self) -> list[dict[str, Any]]:
        return [
            {
                "id": self.first.member + index,
                "handle": f"seed-{self.first.member + index}",
                "name": f"Seed {self.first.member + index}",
                "fs_uniquifier": f"seed-{self.first.member + index}",
                "created_at": self.now - timedelta(minutes=MINUTES_BETWEEN_POSTS * self.size.posts + 60),
            }
            for index in range(self.size.members)
        ]

    def _topic_sizes(self) -> list[int]:
        """Return the number of posts of each topic: at least one, in a long tail, `size.posts` in all."""
        largest = min(LARGEST_TOPIC, self.size.posts - self.size.topics + 1)
        weights = [self.chance.paretovariate(TAIL) for _ in range(self.size.topics - 1)]
        rest = max(0, self.size.posts - largest - (self.size.topics - 1))
        scale = rest / (sum(weights) or 1)
        sizes = [1 + int(weight * scale) for weight in weights]
        sizes.sort(reverse=True)
        for index in range(self.size.posts - largest - sum(sizes)):
            sizes[index % len(sizes)] += 1
        self.chance.shuffle(sizes)
        return [*sizes[: len(sizes) // 2], largest, *sizes[len(sizes) // 2 :]]

    def _topic(
        self, topic_id: int, post_id: int, count: int, started: datetime
    ) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
        authors = [self._somebody() for _ in range(count)]
        times = [started + timedelta(minutes=number) for number in range(count)]
        posts, likes = [], []
        for offset in range(count):
            fans = self._fans(authors[offset])
            posts.append(
                self._post(post_id + offset, topic_id, offset + 1, authors[offset], times[offset], len(fans))
            )
            likes += [
                {"post_id": post_id + offset, "member_id": fan, "created_at": times[offset]} for fan in fans
            ]
        title = self._sentence(3, 9).rstrip(".")
        category = self.chance.choice(self.categories)
        topics_there, posts_there = self.growth.by_category.get(category, (0, 0))
        self.growth.by_category[category] = (topics_there + 1, posts_there + count)
        _add(self.growth.topics, authors[0], 1)
        topic = {
            "id": topic_id,
            "kind": "discussion",
            "category_id": category,
            "author_id": authors[0],
            "title": title,
            "slug": slug_of(title),
            "created_at": times[0],
            "bumped_at": times[-1],
            "last_post_at": times[-1],
            "last_author_id": authors[-1],
            "next_number": count + 1,
            "post_count": count,
            "like_count": len(likes),
        }
        return topic, posts, likes

    def _post(
        self, post_id: int, topic_id: int, number: int, author: int, at: datetime, likes: int
    ) -> dict[str, Any]:
        source, rendered = self.chance.choice(self.bodies)
        _add(self.growth.posts, author, 1)
        _add(self.growth.received, author, likes)
        return {
            "id": post_id,
            "topic_id": topic_id,
            "number": number,
            "author_id": author,
            "created_at": at,
            "source": source,
            "html": rendered.html,
            "text": rendered.text,
            "like_count": likes,
            "counted_likes": likes,
        }

    def _fans(self, author: int) -> list[int]:
        wanted = min(int(self.chance.paretovariate(TAIL)) - 1, self.likes_left, self.size.members - 1)
        fans = {self._somebody() for _ in range(wanted)} - {author}
        self.likes_left -= len(fans)
        for fan in fans:
            _add(self.growth.given, fan, 1)
        return sorted(fans)

    def _somebody(self) -> int:
        return self.first.member + min(
            int(self.chance.expovariate(5) * self.size.members), self.size.members - 1
        )

    def _body(self) -> tuple[str, Rendered]:
        paragraphs = [" ".join(self._sentence(4, 18) for _ in range(self.chance.randint(1, 5)))]
        while self.chance.random() < 0.35:
            paragraphs.append(self._sentence(6, 20))
        if self.chance.random() < 0.2:
            paragraphs.append("\n".join(f"* {self._sentence(2, 5)}" for _ in range(3)))
        source = "\n\n".join(paragraphs)
        return source, render(source, context=RenderContext())

    def _sentence(self, shortest: int, longest: int) -> str:
        words = self.chance.choices(WORDS, k=self.chance.randint(shortest, longest))
        return " ".join(words).capitalize() + "."

    def _count(self) -> None:
        growth = self.growth
        columns = {
            "post_count": growth.posts,
            "topic_count": growth.topics,
            "likes_given": growth.given,
            "likes_received": growth.received,
            "counted_likes": growth.received,
        }
        rows = [
            {"id": member, **{name: counts.get(member, 0) for name, counts in columns.items()}}
            for member in range(self.first.member, self.first.member + self.size.members)
        ]
        db.session.bulk_update_mappings(Member, rows)
        for category_id, (topics, posts) in sorted(growth.by_category.items()):
            category = db.session.get_one(Category, category_id)
            category.topic_count += topics
            category.post_count += posts
        db.session.flush()
        _move_sequences((Member.__tablename__, "topic", "post"))


def _new_categories() -> list[int]:
    shelves = [
        Category(
            slug=f"shelf-{number}", names={"en": f"Shelf {number}"}, position=number, colour=f"hue-{number}"
        )
        for number in range(CATEGORIES)
    ]
    db.session.add_all(shelves)
    db.session.flush()
    return [shelf.id for shelf in shelves]


def _next_id(model: Any) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def _insert(model: type[Model], rows: list[dict[str, Any]]) -> Iterator[int]:
    table = model.__table__
    assert isinstance(table, Table)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        db.session.execute(insert(table), chunk)
        yield len(chunk)


def _add(counts: dict[int, int], key: int, by: int) -> None:
    if by:
        counts[key] = counts.get(key, 0) + by


def _move_sequences(tables: tuple[str, ...]) -> None:
    """PostgreSQL: let the next number follow the highest that was given by hand."""
    if db.session.get_bind().dialect.name != "postgresql":
        return
    for name in tables:
        table = db.metadata.tables[name]
        highest = select(func.max(table.c.id)).scalar_subquery()
        db.session.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), highest)))
