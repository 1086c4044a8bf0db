"""What a page of the moderators' queue costs with a hundred and with a hundred thousand items open.

`python -m benchmarks.desk` prints a table for each database: statements, and the 50th and 95th percentile of asking
the whole page, in turns, so that both communities meet the machine in the same mood.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import click
from flask import Flask
from sqlalchemy import insert

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.desk.models import DeskCause, DeskItem
from tests.cast import CAST
from tests.conversations import opening
from tests.houses import build_house
from tests.people import client_of, invite_cast
from tests.statements import statements

FEW, MANY = 100, 100_000
ROUNDS = 150
CHUNK = 2_000
PAGES = ("/desk", "/desk?order=weight", "/desk?source=complaint", "/desk?mine=1")
SOURCES = ("complaint", "question")


@contextmanager
def community(kind: str, folder: Path, items: int) -> Iterator[Flask]:
    """Give a community in which so many items are open, about the same few posts' worth of words."""
    with build_house(kind, folder) as house, house.app.app_context():
        cast = invite_cast(CAST, clock.now())
        post = opening(cast.viewer("alice"), "Something that somebody should look at. " * 8)
        fill(items, post.id, cast.bruno.id)
        yield house.app


def fill(items: int, post_id: int, moderator_id: int) -> None:
    """Put so many items into the queue of which every other one is a moderator's own."""
    now = clock.now()
    for start in range(1, items + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, items + 1))
        with write_transaction():
            db.session.execute(insert(DeskItem), [row(number, moderator_id, now) for number in numbers])
            db.session.execute(
                insert(DeskCause),
                [
                    {
                        "item_id": number,
                        "source": SOURCES[number % 2],
                        "reference": number,
                        "weight": 1.0,
                        "asked_at": now - timedelta(minutes=number % 5_000),
                        "due_at": now + timedelta(minutes=number % 5_000),
                        "details": {},
                    }
                    for number in numbers
                ],
            )
    with write_transaction():
        first = db.session.get_one(DeskItem, 1)
        first.kind, first.thing_id, first.post_id = "post", post_id, post_id
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.connection().exec_driver_sql("ANALYZE desk_item")
        db.session.connection().exec_driver_sql("ANALYZE desk_cause")
        db.session.commit()


def row(number: int, moderator_id: int, now: object) -> dict[str, object]:
    """Return one item."""
    return {
        "kind": "bench",
        "thing_id": number,
        "state": "open",
        "opened_at": now - timedelta(minutes=number % 5_000),  # type: ignore[operator]
        "due_at": now + timedelta(minutes=number % 5_000),  # type: ignore[operator]
        "weight": 1.0 + number % 50 / 10,
        "assignee_id": moderator_id if number % 2 == 0 else None,
        "held_because": "",
    }


def measure(kind: str) -> None:
    """Print what each page costs in both communities."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(TemporaryDirectory())) for _ in range(2)]
        apps = [
            stack.enter_context(community(kind, folder, items))
            for folder, items in zip(folders, (FEW, MANY), strict=True)
        ]
        click.echo(f"\n{kind}: {FEW} and {MANY} open items, {ROUNDS} rounds\n")
        click.echo("| page | statements | p50 ms | p95 ms | p95 ratio |\n|---|---|---|---|---|")
        for path in PAGES:
            click.echo(line(path, apps))


def line(path: str, apps: list[Flask]) -> str:
    """Return one line of the table: few items, then many."""
    browsers, counted = [], []
    for app in apps:
        with app.app_context():
            browsers.append(client_of(app, "bruno"))
            browsers[-1].get(path)
            with statements(app) as seen:
                assert browsers[-1].get(path).status_code == 200
            counted.append(len(seen))
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for number, browser in enumerate(browsers):
            begun = time.perf_counter()
            browser.get(path)
            times[number].append((time.perf_counter() - begun) * 1000)
    cuts = [quantiles(each, n=20) for each in times]
    middle = " / ".join(f"{cut[9]:.1f}" for cut in cuts)
    late = " / ".join(f"{cut[18]:.1f}" for cut in cuts)
    return f"| `{path}` | {counted[0]} / {counted[1]} | {middle} | {late} | {cuts[1][18] / cuts[0][18]:.2f} |"


@click.command()
@click.option("--only", type=click.Choice(["sqlite", "postgresql"]), help="Measure one database only.")
def main(only: str | None) -> None:
    """Measure both databases, or one."""
    for kind in [only] if only else ["sqlite", "postgresql"]:
        measure(kind)


if __name__ == "__main__":
    main()
