"""What the sitemap of a million topics costs: its index, first and last part. `python -m benchmarks.sitemaps`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.demo.corpus import Corpus, Size
from forum.pages.queries.sitemaps import PART
from tests.houses import SQLITE, build_house

TOPICS = 1_000_000
COPY = (
    "WITH RECURSIVE number(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM number WHERE n < :last) "
    "INSERT INTO topic (id, {columns}) SELECT n, {columns} FROM number, topic WHERE topic.id = :like"
)


def main(topics: int = TOPICS) -> None:
    """Measure, and print milliseconds and bytes."""
    with tempfile.TemporaryDirectory() as folder, build_house(SQLITE, Path(folder)) as house:
        with house.app.app_context():
            _fill(topics)
        guest = house.app.test_client()
        last = -(-topics // PART)
        for path in ("/sitemap.xml", "/sitemaps/topics-1.xml", f"/sitemaps/topics-{last}.xml"):
            begun = time.perf_counter()
            answer = guest.get(path)
            spent = 1_000 * (time.perf_counter() - begun)
            print(f"{path:32} {answer.status_code} {spent:8.1f} ms {len(answer.data):>10,} bytes")


def _fill(topics: int) -> None:
    with write_transaction():
        for _ in Corpus(Size(50, 100, 20, 0), clock.now()).write():
            pass
    with write_transaction():
        columns = [column.name for column in db.metadata.tables["topic"].columns if column.name != "id"]
        like, first = db.session.execute(
            text("SELECT min(id), max(id) + 1 FROM topic WHERE read_level = 0")
        ).one()
        copy = text(COPY.format(columns=", ".join(columns)))
        db.session.execute(copy, {"first": first, "last": topics, "like": like})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
