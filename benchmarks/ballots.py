"""`python -m benchmarks.ballots`: polls with 1,000 and with 1,000,000 ballots, sealed step by step, and read by guests.

Prints how long each step of sealing took at most, the peak memory, and the ratio of the guests' result pages.
"""

from __future__ import annotations

import resource
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask
from sqlalchemy import insert

from config import Config
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs.kinds import Step
from forum.discussions.models import Topic
from forum.factory import create_app
from forum.polls.jobs import seal_step
from forum.polls.models import Ballot, Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.opening import NewPoll, make_poll, open_poll
from forum.polls.operations.questions import NewOption, NewQuestion
from forum.polls.words import Kind
from tests.cast import CAST
from tests.conversations import opening
from tests.people import invite_cast

PORTION = 50_000
ROUNDS = 40


@click.command()
@click.option("--ballots", default="1000,1000000", show_default=True, help="How many, smallest first.")
def main(ballots: str) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        app = create_app(Config.from_environ({"DATA_DIR": str(Path(folder)), "LOG_LEVEL": "ERROR"}))
        with app.app_context():
            db.create_all()
            cast = invite_cast(CAST, clock.now() - timedelta(days=9))
            pages: list[tuple[str, int]] = []
            for size in map(int, ballots.split(",")):
                poll_id = _asked(cast.viewer("dana"))
                _filled(poll_id, size)
                longest = _sealed(poll_id)
                pages.append((f"/polls/{poll_id}", size))
                click.echo(
                    f"{size:>9,} ballots: longest step of sealing {longest:.2f} s, peak memory {_peak()} MB"
                )
            seconds = _read(app, [path for path, _size in pages])
            for (_path, size), each in zip(pages, seconds, strict=True):
                ratio = each / seconds[0]
                click.echo(f"{size:>9,} ballots: result page {1000 * each:.2f} ms, {ratio:.2f} ×")


def _asked(author: Any) -> int:
    now = clock.now() - timedelta(hours=2)
    post = opening(author, title="What next?", now=now)
    options = [NewOption(name) for name in ("Oat", "Hazel", "Rye", "Plum")]
    questions = [
        NewQuestion("Which?", Kind.ONE, options),
        NewQuestion("In which order?", Kind.RANKING, options),
    ]
    with write_transaction():
        poll = make_poll(db.session.get_one(Topic, post.topic_id), NewPoll(questions), actor=author, now=now)
        open_poll(poll, now=now)
        return poll.id


def _filled(poll_id: int, size: int) -> None:
    """Put ballots in, as so many voters would have."""
    orders = ("1,2,3", "2,1", "3,4,1,2", "4", "2,3,1,4", "1,4")
    for start in range(0, size, PORTION):
        rows = [
            {
                "poll_id": poll_id,
                "voter_key": f"{number * 2654435761 % 2**32:08x}{number:08x}",
                "choices": f"[[{1 + number % 4}],[{orders[number % 6]}]]",
                "bands": f'{{"activity":"band-{number % 4}","language":"band-{number % 3}"}}',
                "is_joiner": False,
                "cast_at": clock.now() - timedelta(hours=1),
            }
            for number in range(start, min(size, start + PORTION))
        ]
        with write_transaction():
            db.session.execute(insert(Ballot), rows)


def _sealed(poll_id: int) -> float:
    """Seal a poll as the worker does; answers the seconds of the longest step."""
    with write_transaction():
        close_poll(db.session.get_one(Poll, poll_id), at=clock.now() - timedelta(minutes=1))
    longest, cursor = 0.0, {}
    while True:
        db.session.rollback()
        began = time.perf_counter()
        done = seal_step(Step(0, {"poll_id": poll_id}, None, cursor))
        longest = max(longest, time.perf_counter() - began)
        cursor = dict(done.cursor)
        if done.finished:
            return longest


def _read(app: Flask, paths: list[str]) -> list[float]:
    """Return the median seconds of guests' pages, asked for in turns, so that all meet the machine in the same mood."""
    guest = app.test_client()
    base = app.config["PUBLIC_URL"]
    seconds: list[list[float]] = [[] for _path in paths]
    for _turn in range(ROUNDS):
        for path, found in zip(paths, seconds, strict=True):
            began = time.perf_counter()
            assert guest.get(path, base_url=base).status_code == 200
            found.append(time.perf_counter() - began)
    return [sorted(found)[ROUNDS // 2] for found in seconds]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
