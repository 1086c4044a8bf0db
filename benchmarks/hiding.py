"""Hides and shows again so many random posts of a large community, and says whether anything differs afterwards.

`python -m benchmarks.hiding` prints one line for each database: how many posts, in how many acts, how long, and what
is not as before: counters, quotes, badges, read positions, the search index (its rows where it is a table, and what
guests find for random words), what `flask forum check` finds.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import current_app
from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.check import differing_counts, mend_counts
from forum.core.clock import clock
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Viewer
from forum.demo.corpus import Corpus, Size
from forum.discussions.models import Post, PostState
from forum.search.indexing import request_rebuild
from tests.houses import build_house
from tests.restoring import hide_and_show_again, state_of_everything

AT_ONCE = 100
WORDS = 40
"""So many random words are searched for, before and after."""


@click.command()
@click.option("--posts", default=10_000, show_default=True)
@click.option("--of", default=12_000, show_default=True, help="Posts in the community.")
@click.option("--database", default="sqlite,postgresql", show_default=True)
def main(posts: int, of: int, database: str) -> None:
    """Measure and print."""
    for kind in database.split(","):
        with (
            TemporaryDirectory() as folder,
            build_house(kind, Path(folder)) as house,
            house.app.app_context(),
        ):
            with write_transaction():
                for _ in Corpus(Size(of // 20, of, of // 20, 2 * of), clock.now()).write():
                    pass
            for counter in counters:
                with write_transaction():
                    mend_counts(counter)
            with write_transaction():
                request_rebuild()
            click.echo(_run(kind, posts))


def _run(kind: str, posts: int) -> str:
    moderator, chance = _moderator(), random.Random(7)
    standing = select(Post.id).where(Post.state == PostState.VISIBLE, Post.author_id != moderator.id)
    ids = chance.sample(list(db.session.scalars(standing.order_by(Post.id))), posts)
    words = _some_words(chance)
    drain()
    before, started, acts = _everything(words), time.perf_counter(), 0
    for start in range(0, len(ids), AT_ONCE):
        acts += hide_and_show_again(moderator, ids[start : start + AT_ONCE], chance=chance)
    took = time.perf_counter() - started
    drain()
    after = _everything(words)
    differing = [name for name in before if before[name] != after[name]]
    wrong = [line for counter in counters for line in differing_counts(counter)]
    return (
        f"{kind}: {posts} posts hidden and shown again in {acts} acts, {took:.0f} s; "
        f"differing: {', '.join(differing) or 'nothing'}; wrong counters: {len(wrong)}"
    )


def _moderator() -> Viewer:
    with write_transaction():
        member = db.session.scalars(select(Member).order_by(Member.id).limit(1)).one()
        member.is_moderator = True
        return viewer_of(member)


def _some_words(chance: random.Random) -> list[str]:
    texts = db.session.scalars(select(Post.source).order_by(Post.id).limit(2_000)).all()
    return chance.sample(
        sorted({word.lower() for text in texts for word in text.split() if word.isalpha()}), WORDS
    )


def _everything(words: list[str]) -> dict[str, list[Any]]:
    """Return everything that must be as before, with the search index and what a guest finds in it."""
    documents = db.metadata.tables["search_document"]
    rows = sorted(map(repr, db.session.execute(select(documents))))
    db.session.rollback()
    guest = current_app.test_client()
    found = [guest.get("/search", query_string={"q": word}).text for word in words]
    return {**state_of_everything(), "search": rows, "found": found}


if __name__ == "__main__":
    main()
