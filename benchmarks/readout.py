"""`python -m benchmarks.readout`: a poll with a million ballots beside one with a thousand.

Prints how long sealing, the read-out and its table take, the peak of memory of each process, and how long guests wait
for the result page, as a ratio.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import click
from sqlalchemy import text

from config import Config
from forum.accounts.operations.members import create_member
from forum.accounts.viewers import viewer_of
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.versions import opening_scope, touch
from forum.discussions.models import Category
from forum.discussions.operations.topics import start_topic
from forum.factory import create_app
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.opening import NewPoll, make_poll, open_poll
from forum.polls.operations.questions import NewOption, NewQuestion
from forum.polls.operations.sealing import seal_poll
from forum.polls.readout.models import PollReadout
from forum.polls.words import Kind, Method

OPENED = datetime.now(UTC) - timedelta(days=8)
CLOSED = datetime.now(UTC) - timedelta(hours=1)
KINDS = 10_007
"""Different voters that are repeated, unless told otherwise; a prime, so that they mix with hours and networks."""
PORTION = 10_000
"""Of them that are put into the database at once: the peak of memory is to be that of the work, not of its making."""
BANDS = [
    json.dumps({"activity": activity, "language": language}, separators=(",", ":"))
    for activity in ("reads", "writes-now-and-then", "writes-often")
    for language in ("de", "en", "fr")
]
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :last) "
MAKE_BALLOTS = f"""
INSERT INTO ballot (poll_id, voter_key, choices, bands, is_joiner)
{NUMBERS}
SELECT :poll, printf('%064x', n), choices, bands, 0 FROM numbers JOIN made ON made.id = n % :kinds
"""
MAKE_TRACES = f"""
INSERT INTO ballot_trace (poll_id, voter_key, network, minute, is_in_burst, is_new, is_silent)
{NUMBERS}
SELECT :poll, printf('%064x', n), printf('%032x', n * 7919 % :last), :minute + n * 31 % (:hours * 60), 0,
       n % 20 = 0, n % 3 = 0
FROM numbers
"""
MAKE_LEDGER = f"""
INSERT INTO ballot_ledger (poll_id, act, at, receipt_hash)
{NUMBERS}
SELECT :poll, 'cast', strftime('%Y-%m-%d %H\\:00\\:00.000000', :opened, '+' || (n * 31 % :hours) || ' hours'),
       printf('%064x', n)
FROM numbers
"""
FAVOURED = 0.05
ASKED = 200
"""Times that guests ask for the result, each time as if the topic had just changed."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What one size costs: seconds by step, the peak of memory, and milliseconds for a guest's page."""

    ballots: int
    steps: dict[str, tuple[float, float]]
    """Seconds by the clock, and of a processor: on a machine that does much else, the second says more."""
    peak_megabytes: float
    page: float


def measure(ballots: int, kind: str, options: int, kinds: int) -> Costs:
    """Return the costs of one poll, in the present process."""
    with TemporaryDirectory() as folder:
        app = create_app(Config.from_environ({"DATA_DIR": folder}))
        with app.app_context():
            db.create_all()
            poll_id = _open(Kind(kind), options)
            _vote(poll_id, Kind(kind), ballots, options, kinds)
            steps = {"sealing": _both(lambda: _seal(poll_id)), "read-out": _both(_work)}
            assert db.session.get_one(PollReadout, poll_id, populate_existing=True).figures
            browser = app.test_client()
            steps["table"] = _both(lambda: browser.get(f"/polls/{poll_id}/readout/results.csv"))
            page = statistics.median(_asked(browser, poll_id)) * 1_000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Costs(ballots, steps, peak, page)


def _open(kind: Kind, options: int) -> int:
    with write_transaction():
        member = create_member(
            name="Brand", handle="brand", email=None, password_hash=None, now=OPENED, roles=["brand"]
        )
        category = Category(slug="news", names={"en": "News"})
        db.session.add(category)
        db.session.flush()
        brand = viewer_of(member)
        topic = start_topic(
            category=category, kind="discussion", title="What next?", source="Vote.", author=brand, now=OPENED
        )
        question = NewQuestion(
            "Which flavour?",
            kind,
            [NewOption(f"Flavour {number}") for number in range(1, options + 1)],
            method=Method.IRV if kind is Kind.RANKING else None,
            most=None if kind in (Kind.APPROVAL, Kind.RANKING) else 1,
        )
        poll = make_poll(topic, NewPoll([question]), actor=brand, now=OPENED)
        open_poll(poll, now=OPENED)
        return poll.id


def _vote(poll_id: int, kind: Kind, ballots: int, options: int, kinds: int) -> None:
    """Put ballots, entries of the ledger and traces into their tables, made by the database itself."""
    chance = Random(7)
    made = (
        {"id": place, "choices": _choice(kind, chance, options), "bands": chance.choice(BANDS)}
        for place in range(kinds)
    )
    hours = int((CLOSED - OPENED).total_seconds() // 3600)
    values = {"poll": poll_id, "last": ballots, "kinds": kinds, "hours": hours}
    values |= {"opened": f"{OPENED:%Y-%m-%d %H:%M}", "minute": int(OPENED.timestamp()) // 60}
    with write_transaction() as session:
        session.execute(text("CREATE TEMP TABLE made (id INTEGER PRIMARY KEY, choices TEXT, bands TEXT)"))
        while portion := list(islice(made, PORTION)):
            session.execute(text("INSERT INTO made VALUES (:id, :choices, :bands)"), portion)
        for statement in (MAKE_BALLOTS, MAKE_TRACES, MAKE_LEDGER):
            needed = {name: value for name, value in values.items() if f":{name}" in NUMBERS + statement}
            session.execute(text(statement), needed)


def _choice(kind: Kind, chance: Random, options: int) -> str:
    """Return a ballot; the first option is liked a little more than the others."""
    if kind is Kind.RANKING:
        order = chance.sample(range(1, options + 1), chance.randint(1, options))
        if chance.random() < FAVOURED:
            order = [1, *(number for number in order if number != 1)]
        return json.dumps([order], separators=(",", ":"))
    return (
        f"[[{chance.choices(range(1, options + 1), [options - place + 1 for place in range(options)])[0]}]]"
    )


def _seal(poll_id: int) -> None:
    with write_transaction():
        close_poll(db.session.get_one(Poll, poll_id), at=CLOSED)
    with write_transaction():
        seal_poll(poll_id, now=datetime.now(UTC))


def _work() -> None:
    while drain():
        pass


def _asked(browser: Any, poll_id: int) -> Iterator[float]:
    topic_id = db.session.get_one(Poll, poll_id).topic_id
    for _turn in range(ASKED):
        with write_transaction():
            touch(opening_scope(topic_id))
        yield _timed(lambda: browser.get(f"/polls/{poll_id}").close())


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _both(act: Callable[[], object]) -> tuple[float, float]:
    start = time.process_time()
    seconds = _timed(act)
    return seconds, time.process_time() - start


@click.command()
@click.option(
    "--ballots", default="1000,1000000", show_default=True, help="Sizes, the first to compare with."
)
@click.option("--options", default=5, show_default=True, help="To choose from.")
@click.option("--kinds", default=KINDS, show_default=True, help="Different ballots, at most.")
@click.option("--kind", default="ranking", show_default=True, type=click.Choice(["one", "ranking"]))
def main(ballots: str, kind: str, options: int, kinds: int) -> None:
    """Measure each size in a process of its own, and print."""
    found: list[Costs] = []
    for size in ballots.split(","):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            costs = alone.submit(measure, int(size), kind, options, kinds).result()
        found.append(costs)
        steps = ", ".join(
            f"{step} {seconds:.2f} s ({busy:.2f} s of a processor)"
            for step, (seconds, busy) in costs.steps.items()
        )
        click.echo(
            f"{costs.ballots:,} ballots ({kind}, {options} options): {steps}; peak {costs.peak_megabytes:.0f} MB"
        )
        click.echo(
            f"  result page for guests: {costs.page:.2f} ms, {costs.page / found[0].page:.2f} × the first"
        )


if __name__ == "__main__":
    main()
