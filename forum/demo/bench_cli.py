"""`flask bench seed`: a community of a given size, to measure with."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.demo.corpus import Corpus, Size

bench_cli = AppGroup("bench", help="Measure.")


@bench_cli.command("seed")
@click.option("--topics", type=click.IntRange(1, 10_000_000), default=500, show_default=True)
@click.option("--posts", type=click.IntRange(1, 10_000_000), default=10_000, show_default=True)
@click.option("--members", type=click.IntRange(2, 1_000_000), default=500, show_default=True)
@click.option("--likes", type=click.IntRange(0, 50_000_000), default=20_000, show_default=True)
def seed_command(topics: int, posts: int, members: int, likes: int) -> None:
    """Add a corpus of realistic shape to the community. Search is not told: run `flask search rebuild` after it."""
    if posts < topics:
        raise click.BadParameter("every topic has at least one post", param_hint="--posts")
    total = topics + posts + members + likes
    with (
        write_transaction(),
        click.progressbar(length=total, label="seeding", file=sys.stderr) as bar,
    ):
        for rows in Corpus(Size(topics, posts, members, likes), clock.now()).write():
            bar.update(rows)
    click.echo(f"{topics} topics, {posts} posts, {members} members, up to {likes} likes")
