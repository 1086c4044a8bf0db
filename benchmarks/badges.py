"""What a like costs with few and with a million likes stored, and how long giving a new badge to everybody takes.

`python -m benchmarks.badges` prints a table for each database. Both communities have the same members and posts; only
the likes differ. Likes are timed in turns, so that both meet the machine in the same mood.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
from flask import Flask
from sqlalchemy import func, insert, select, text

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.badges.jobs import BACKFILL, begin_backfill
from forum.badges.models import BadgeAward, BadgeRule
from forum.badges.rules import forget_rules
from forum.badges.shipped import ship_rules
from forum.core.check import mend_counts
from forum.core.clock import clock
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.jobs.running import _do_step
from forum.discussions.models import Category, Post, Topic
from forum.reactions.operations import like_post, unlike_post
from tests.houses import build_house

MEMBERS = 2_000
POSTS = 5_000
FEW = 10
ROUNDS = 400
CHUNK = 1_000

LIKES = {
    "sqlite": (
        "INSERT INTO post_like (post_id, member_id, created_at, flaws) "
        "SELECT post.id, member.id, datetime('2026-01-01', '+' || (member.id * 7 + post.id % 600) || ' minutes'), 0 "
        "FROM post JOIN member ON member.id <= :each AND member.id <> post.author_id WHERE post.id <= :posts"
    ),
    "postgresql": (
        "INSERT INTO post_like (post_id, member_id, created_at, flaws) SELECT post.id, member.id, "
        "timestamptz '2026-01-01' + (member.id * 7 + post.id % 600) * interval '1 minute', 0 "
        "FROM post JOIN member ON member.id <= :each AND member.id <> post.author_id WHERE post.id <= :posts"
    ),
}


@contextmanager
def community(kind: str, folder: Path, likes: int) -> Iterator[Flask]:
    """Give a community with so many likes, each of the first posts liked by as many members."""
    with build_house(kind, folder) as house:
        with house.app.app_context():
            _write(kind, likes)
        yield house.app


def _write(kind: str, likes: int) -> None:
    now = clock.now()
    with write_transaction() as session:
        for start in range(1, MEMBERS + 1, CHUNK):
            rows = [
                {"handle": f"m-{n}", "name": f"M {n}", "fs_uniquifier": f"u{n}", "created_at": now}
                for n in range(start, start + CHUNK)
            ]
            session.execute(insert(Member), rows)
        category = Category(slug="bench", names={"en": "Bench"})
        session.add(category)
        session.flush()
        moments = {"created_at": now, "bumped_at": now, "last_post_at": now}
        for start in range(1, POSTS + 1, CHUNK):
            numbers = range(start, start + CHUNK)
            topics = [
                {
                    "category_id": category.id,
                    "author_id": MEMBERS - n % 500,
                    "title": f"T {n}",
                    "slug": f"t-{n}",
                }
                | {"next_number": 2, "post_count": 1, "kind": "recipe" if n % 2 else "discussion", **moments}
                for n in numbers
            ]
            session.execute(insert(Topic), topics)
            posts = [
                {"topic_id": n, "number": 1, "author_id": MEMBERS - n % 500, "created_at": now}
                | {"source": "", "html": "", "text": ""}
                for n in numbers
            ]
            session.execute(insert(Post), posts)
        each = max(1, likes // POSTS)
        session.execute(text(LIKES[kind]), {"each": each, "posts": min(POSTS, likes // each)})
        for counter in counters:
            mend_counts(counter)
        ship_rules(now=now)
    with db.engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def time_likes(app: Flask, liker: int, rounds: int) -> list[float]:
    """Return the processor time of likes, in milliseconds; each is taken back untimed."""
    times = []
    with app.app_context(), app.test_request_context():
        viewer = viewer_of(db.session.get_one(Member, liker))
        for turn in range(rounds):
            post_id = 1 + turn % 50
            began = time.perf_counter()
            with write_transaction():
                like_post(
                    db.session.get_one(Post, post_id, populate_existing=True), actor=viewer, now=clock.now()
                )
            times.append(1_000 * (time.perf_counter() - began))
            with write_transaction():
                unlike_post(
                    db.session.get_one(Post, post_id, populate_existing=True), actor=viewer, now=clock.now()
                )
    return times


def time_backfill(app: Flask) -> tuple[float, int, int, float]:
    """Return seconds, awards and steps of giving one new badge to all, and by how many MB the process grew."""
    with app.app_context():
        with write_transaction():
            rule = BadgeRule(
                metric="likes-on-one", first=10, second=50, third=150, names={"en": "New"}, texts={},
                picture="medal", created_at=clock.now(),
            )  # fmt: skip
            db.session.add(rule)
            forget_rules()
            db.session.flush()
            job_id, rule_id = begin_backfill(rule.id, silent=True, owner_id=None).id, rule.id
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, steps = time.perf_counter(), 0
        while _do_step(job_id):
            steps += 1
        seconds = time.perf_counter() - began
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_024
        given = db.session.scalar(select(func.count()).where(BadgeAward.rule_id == rule_id)) or 0
        assert db.session.get_one(Job, job_id).kind == BACKFILL
    return seconds, given, steps, grown


@click.command()
@click.option("--likes", default=1_000_000, show_default=True)
@click.option("--database", default="sqlite,postgresql", show_default=True)
def main(likes: int, database: str) -> None:
    """Measure and print."""
    click.echo("| | like, few stored | like, many stored | ratio | backfill | awards | steps | memory |")
    click.echo("|---|--:|--:|--:|--:|--:|--:|--:|")
    for kind in database.split(","):
        with (
            TemporaryDirectory() as one,
            TemporaryDirectory() as other,
            community(kind, Path(one), FEW) as small,
            community(kind, Path(other), likes) as large,
        ):
            times: tuple[list[float], list[float]] = ([], [])
            for turn in range(8):
                for app, kept in zip((small, large), times, strict=True):
                    kept += time_likes(app, MEMBERS, ROUNDS // 8)[5 if turn == 0 else 0 :]
            few, many = median(times[0]), median(times[1])
            seconds, given, steps, grown = time_backfill(large)
        click.echo(
            f"| {kind}, {likes:,} likes | {few:.2f} ms | {many:.2f} ms | {many / few:.2f} | {seconds:.1f} s "
            f"| {given:,} | {steps} | {grown:+.0f} MB |"
        )


if __name__ == "__main__":
    main()
