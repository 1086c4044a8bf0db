"""Processes are killed (-9) again and again while others write: nothing acknowledged is lost, nothing is doubled.

`make faults` kills forty times; the suite contents itself with fewer.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from config import Config
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.models import UNFINISHED, OutboxRow
from tests.houses import temporary_database
from tests.nursery import fork_python
from tests.parts import PARTS, REDIS_SERVER
from tests.processes import Process, kill
from tests.smtp_sink import Sink, open_sink
from tests.workshop import build_workshop, effects

EMBEDDED, SCALED_OUT = "SQLite alone", "PostgreSQL and Redis"
ACTS_BETWEEN_KILLS = 10


@pytest.fixture(params=[EMBEDDED, SCALED_OUT])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a house of either size."""
    with ExitStack() as closing:
        chosen = {"DATA_DIR": str(tmp_path / "data"), "LOG_LEVEL": "ERROR"}
        if request.param == SCALED_OUT:
            PARTS["PostgreSQL"].require()
            PARTS["Redis"].require()
            chosen["DATABASE_URL"] = closing.enter_context(temporary_database())
            chosen["QUEUE_URL"] = REDIS_SERVER
        yield chosen


@pytest.fixture
def sink() -> Iterator[Sink]:
    with open_sink() as sink:
        yield sink


def test_killed_processes_lose_nothing_and_double_nothing(
    environment: dict[str, str], sink: Sink, tmp_path: Path, kills: int
) -> None:
    environment["MAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
    app = build_workshop(Config.from_environ(environment))
    said = tmp_path / "writer.out"
    killed = storm(app, environment, said, tmp_path / "worker.out", kills)
    acknowledged = {int(line) for line in said.read_text().splitlines() if line.strip().isdigit()}

    with app.app_context():
        finish_work()
        acts = set(effects("act"))
        assert len(acknowledged) >= ACTS_BETWEEN_KILLS * kills
        assert acknowledged <= acts, "an acknowledged act was lost"
        done = Counter(effects())
        assert done == dict.fromkeys([*acts, *(-number for number in acts)], 1), (
            "an effect was lost or doubled"
        )
        if app.extensions["potluck.config"].database_url.startswith("sqlite"):
            assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"

    mails = Counter(mail["Message-ID"] for mail in sink.taken)
    subjects = {mail["Subject"] for mail in sink.taken}
    assert subjects == {str(number) for number in acts if number % 10 == 0}, "a mail was lost"
    assert len(mails) == len(subjects), "a repeated mail got a Message-ID of its own"
    assert max(mails.values()) - 1 <= killed, "a mail was repeated more than once for each kill"


def storm(app: Flask, environment: dict[str, str], said: Path, log: Path, kills: int) -> int:
    """Let a writer and a worker run, and kill one of them again and again. Returns how often the worker was killed."""
    chance = random.Random(17)
    running = {"worker": start(environment, log, "worker"), "writer": start(environment, said, "writer", "1")}
    killed = 0
    try:
        for round_number in range(kills):
            wait_for_growth(lambda: count_done(app))
            wait_for_growth(lambda: len(said.read_bytes().splitlines()), by=ACTS_BETWEEN_KILLS)
            time.sleep(chance.uniform(0, 0.3))
            victim = "writer" if round_number % 3 == 2 else "worker"
            kill(running[victim])
            if victim == "worker":
                killed += 1
                running[victim] = start(environment, log, "worker")
            else:
                with said.open("a") as file:
                    file.write("\n")
                running[victim] = start(environment, said, "writer", str((round_number + 2) * 1_000_000))
    finally:
        for process in running.values():
            kill(process)
    return killed


def start(environment: dict[str, str], output: Path, *arguments: str) -> Process:
    return fork_python("tests.workshop", *arguments, environment=environment, output=output)


def count_done(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(OutboxRow.done_at.is_not(None))) or 0


def wait_for_growth(measure: Callable[[], int], by: int = 1, seconds: float = 20) -> None:
    """Wait until so much has been done since now."""
    before, ends = measure(), time.monotonic() + seconds
    while measure() < before + by:
        assert time.monotonic() < ends, f"not {by} more within {seconds} seconds"
        time.sleep(0.05)


def finish_work() -> None:
    """Let all leases and pauses run out, and do what was left behind."""
    unfinished = select(func.count()).where(UNFINISHED)
    while db.session.scalar(unfinished):
        with write_transaction() as session:
            session.execute(
                update(OutboxRow).where(UNFINISHED).values(run_after=clock.now() - timedelta(seconds=1))
            )
        outbox.drain()
    assert outbox.count_parked() == 0
