"""The community that is measured: a seeded corpus, one very long topic, and a member who is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select, text

from benchmarks.asking import count_statements
from forum.accounts.models import Member
from forum.accounts.operations.sign_ins import Origin, begin_sign_in
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.upsert import insert_missing
from forum.demo.corpus import Corpus, Size
from forum.discussions.models import Category, Post, Topic
from forum.gatekeeping.models import TrustGrant
from forum.gatekeeping.trust import Level
from tests.houses import build_house

LONG_TOPIC_POSTS = 100_000
CHUNK = 5_000
WRITERS = 60
PROOF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Community:
    """A community to be measured, and where to look in it."""

    environment: dict[str, str]
    cookie: str
    proof: str
    writers: tuple[tuple[str, str], ...]
    """Cookie and proof of those who reply, each not more often than one may."""
    topic: str
    """A topic with a full first page."""
    long_topic: str
    reply: str
    """Where replies are sent."""
    liked_post: int
    category: str
    member: str
    statements: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """By page: for a guest from the cache, for a guest when it has changed, for a member."""


@contextmanager
def community(kind: str, folder: Path, posts: int) -> Iterator[Community]:
    """Give a community of about `posts` posts, and one topic of 100,000, on a database of this `kind`."""
    with build_house(kind, folder / "data") as house:
        with house.app.app_context():
            with write_transaction():
                for _ in Corpus(Size(posts // 20, posts, posts // 20, 2 * posts), clock.now()).write():
                    pass
            long_topic = _write_long_topic()
            db.session.execute(text("ANALYZE"))
            db.session.commit()
            member = _member()
            places = _places(long_topic, member)
            writers = _writers(member)
        cookie, proof = _signed_in(house.app, member)
        signed_in = tuple(_signed_in(house.app, writer) for writer in writers)
        config = house.app.extensions["potluck.config"]
        environment = {
            "DATA_DIR": str(config.data_dir),
            "DATABASE_URL": config.database_url,
            "SECRET_KEY": config.secret_key,
        }
        place = Community(environment, cookie, proof, signed_in, *places)
        pages = {"topic": place.topic, "home": "/", "category": place.category, "latest": "/latest"}
        place.statements.update(count_statements(house.app, {**pages, "member": place.member}, cookie))
        yield place


def _member() -> Member:
    """Return a member of long standing."""
    with write_transaction() as session:
        member = session.scalars(select(Member).where(Member.active).order_by(Member.id).limit(1)).one()
        member.created_at = clock.now() - timedelta(days=400)
    return member


def _writers(member: Member) -> list[Member]:
    """Return others who are trusted, so that they may write a hundred posts an hour each."""
    with write_transaction() as session:
        others = (
            select(Member).where(Member.active, Member.id != member.id).order_by(Member.id).limit(WRITERS)
        )
        writers = list(session.scalars(others))
        grant = {"level": int(Level.TRUSTED), "reason": "Writes for a benchmark.", "granted_at": clock.now()}
        insert_missing(TrustGrant, [{"member_id": writer.id, **grant} for writer in writers])
    return writers


def _signed_in(app: Flask, member: Member) -> tuple[str, str]:
    """Return the cookie of `member`, and the proof that unsafe requests carry."""
    with app.app_context(), write_transaction():
        origin = Origin("127.0.0.1", "benchmark")
        token = begin_sign_in(member, method="password", origin=origin, now=clock.now())
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    proof = PROOF.search(client.get("/latest").text)
    cookie = client.get_cookie("session", domain="127.0.0.1")
    assert proof is not None
    assert cookie is not None
    return f"session={cookie.value}", proof[1]


def _write_long_topic() -> int:
    """Write a topic of 100,000 posts, each like the one before."""
    now = clock.now() - timedelta(days=500)
    with write_transaction() as session:
        model = session.execute(select(Post.html, Post.text, Post.author_id).limit(1)).one()
        category_id = session.scalar(select(func.min(Category.id)))
        moments = dict.fromkeys(("created_at", "bumped_at", "last_post_at"), now)
        topic_id = session.execute(
            insert(Topic)
            .values(
                category_id=category_id, title="A very long talk", slug="a-very-long-talk", author_id=model.author_id,
                next_number=LONG_TOPIC_POSTS + 1, post_count=LONG_TOPIC_POSTS, **moments,
            )
            .returning(Topic.id)
        ).scalar_one()  # fmt: skip
        post: dict[str, Any] = {
            "topic_id": topic_id, "author_id": model.author_id, "created_at": now,
            "source": model.text, "html": model.html, "text": model.text,
        }  # fmt: skip
        for start in range(1, LONG_TOPIC_POSTS + 1, CHUNK):
            session.execute(
                insert(Post), [{**post, "number": number} for number in range(start, start + CHUNK)]
            )
    return int(topic_id)


def _places(long_topic: int, member: Member) -> tuple[str, str, str, int, str, str]:
    full = select(Topic.id, Topic.slug).where(Topic.post_count.between(20, 60), Topic.read_level == 0)
    topic_id, slug = db.session.execute(full.order_by(Topic.bumped_at.desc()).limit(1)).one()
    liked = select(Post.id).where(Post.topic_id == topic_id, Post.author_id != member.id).limit(1)
    shelves = select(Category.slug).where(Category.read_level == 0)
    writers = select(Member.handle).order_by(Member.post_count.desc())
    return (
        f"/topics/{topic_id}/{slug}",
        f"/topics/{long_topic}/a-very-long-talk",
        f"/topics/{topic_id}/posts",
        db.session.scalars(liked).one(),
        f"/categories/{db.session.scalar(shelves.order_by(Category.topic_count.desc()).limit(1))}",
        f"/members/{db.session.scalar(writers.limit(1))}",
    )
