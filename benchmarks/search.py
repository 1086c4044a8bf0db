"""How long a search takes: the results page and the list below the search field, at 100,000 posts.

    python -m benchmarks.search [--posts 100000] [--queries 300] [--engine whoosh|postgresql]

The posts are the real threads that lie beside the project, as often as it takes. Queries are one to three words out of
their titles; what is typed is such a query cut off somewhere. Every query is asked once, so no answer is a repetition.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from forum.core.database import write_transaction
from forum.core.limits import RATES
from forum.discussions.models import Category, Post, Topic
from forum.search.documents import all_post_ids, read_documents
from forum.search.engine import search_backend
from tests.houses import POSTGRESQL, SQLITE, build_house

THREADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "threads.jsonl"
CATEGORIES = 12
BATCH = 500
WARM_UP = 20


@click.command()
@click.option("--posts", default=100_000, show_default=True)
@click.option("--queries", default=300, show_default=True)
@click.option("--engine", type=click.Choice(["whoosh", "postgresql"]), default="whoosh", show_default=True)
def main(posts: int, queries: int, engine: str) -> None:
    """Print how long a rebuild takes and, over many queries, how long an answer does."""
    if not THREADS.exists():
        raise click.ClickException("the real threads are not beside the project")
    kind = POSTGRESQL if engine == "postgresql" else SQLITE
    with TemporaryDirectory() as folder, build_house(kind, Path(folder)) as house, house.app.app_context():
        load(posts)
        seconds = timed(lambda: search_backend().rebuild(all_post_ids(), read_documents))
        click.echo(f"{engine}: {posts:,} posts indexed in {seconds:.0f} s, {posts / seconds:,.0f} a second")
        measure(house.app, queries)


def load(wanted: int) -> None:
    """Fill the tables with the real threads until there are `wanted` posts."""
    rows = islice(_posts(), wanted)
    with write_transaction() as session:
        session.execute(
            insert(Category),
            [
                {"id": number, "slug": f"c{number}", "names": {"en": f"C {number}"}}
                for number in range(1, CATEGORIES + 1)
            ],
        )
        while batch := list(islice(rows, BATCH)):
            topics = [row["topic"] for row in batch if row["topic"] is not None]
            if topics:
                session.execute(insert(Topic), topics)
            session.execute(insert(Post), [row["post"] for row in batch])


def _posts() -> Iterator[dict[str, Any]]:
    topic_ids = count(1)
    while True:
        with THREADS.open() as lines:
            for line in lines:
                thread, topic_id = json.loads(line), next(topic_ids)
                for number, said in enumerate(thread["posts"], 1):
                    at = datetime.fromisoformat(said["created"])
                    topic = None if number > 1 else _topic(topic_id, thread["title"], at)
                    yield {"topic": topic, "post": _post(topic_id, number, said["body"], at)}


def _topic(topic_id: int, title: str, at: datetime) -> dict[str, Any]:
    moments = dict.fromkeys(("created_at", "bumped_at", "last_post_at"), at)
    kind = "question" if topic_id % 5 == 0 else "discussion"
    place = 1 + topic_id % CATEGORIES
    return {"id": topic_id, "title": title, "slug": "t", "kind": kind, "category_id": place, **moments}


def _post(topic_id: int, number: int, body: str, at: datetime) -> dict[str, Any]:
    texts = dict.fromkeys(("source", "html", "text"), body)
    return {"topic_id": topic_id, "number": number, "created_at": at, **texts}


def measure(app: Flask, queries: int) -> None:
    """Print how long answers take, and how many times as long as those of a page that does nothing."""
    app.add_url_rule("/bare", view_func=lambda: "bare")
    RATES["search"] = ()
    client = app.test_client()
    for words in list(_queries(WARM_UP, seed=1)):
        _ask(client, "/search", words)
    bare = spread([timed(lambda: client.get("/bare")) for _ in range(queries)])
    click.echo(f"a bare page of the same server        {bare}")
    asked = list(_queries(queries, seed=2))
    rng = random.Random(3)
    typed = [words[: rng.randint(min(3, len(words)), len(words))] for words in asked]
    for name, address, texts in (
        ("results", "/search", asked),
        ("as one types", "/search/suggestions", typed),
    ):
        times = [timed(lambda: _ask(client, address, words)) for words in texts]  # noqa: B023 - called at once
        click.echo(f"{name:<37} {spread(times)}")


def _queries(wanted: int, *, seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    with THREADS.open() as lines:
        titles = [json.loads(line)["title"] for line in lines]
    for _ in range(wanted):
        words = [word for word in rng.choice(titles).split() if len(word) > 2] or ["coffee"]
        length = min(len(words), rng.choice([1, 1, 2, 2, 3]))
        start = rng.randrange(len(words) - length + 1)
        yield " ".join(words[start : start + length])


def _ask(client: FlaskClient, address: str, words: str) -> None:
    response = client.get(address, query_string={"q": words})
    assert response.status_code == 200, response.status
    assert "being rebuilt" not in response.text


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds `act` takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def spread(seconds: list[float]) -> str:
    """Return median, 95th percentile and longest of `seconds` in milliseconds."""
    ordered = sorted(each * 1_000 for each in seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"p50 {ordered[len(ordered) // 2]:6.1f} ms   p95 {p95:6.1f} ms   longest {ordered[-1]:6.1f} ms"


if __name__ == "__main__":
    main()
