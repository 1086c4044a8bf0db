"""Writers of SQLite take turns: nobody is passed over by those who write without a pause, and nothing hangs on one."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread, Timer
from time import monotonic, sleep

import pytest
from flask import Flask

from forum.core.database import TURNS, write_transaction
from forum.core.write_turns import WriteTurns
from tests.houses import SQLITE
from tests.processes import kill, start_python

LONG = 10.0
BUSY = """
import sqlite3, sys, time
from pathlib import Path
from threading import Event, Thread, Timer
from forum.core.write_turns import WriteTurns
folder = Path(sys.argv[1])
turns = WriteTurns(folder / "turn", 5)
def write():
    connection = sqlite3.connect(folder / "db", isolation_level=None, timeout=30)
    while True:
        with turns.turn():
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO act VALUES (1)")
            time.sleep(0.003)
            connection.execute("COMMIT")
for _each in range(3):
    Thread(target=write, daemon=True).start()
(folder / "begun").touch()
time.sleep(60)
"""
"""Another process: three threads that write without a pause."""
HOLDING = """
import sys, time
from pathlib import Path
from forum.core.write_turns import WriteTurns
folder = Path(sys.argv[1])
with WriteTurns(folder / "turn", 5).turn():
    (folder / "begun").touch()
    time.sleep(60)
"""


@contextmanager
def another_process(code: str, folder: Path) -> Iterator[int]:
    """Run `code` meanwhile; gives its number once it has begun."""
    process = start_python("-c", code, str(folder), environment={}, output=folder / "said")
    try:
        ends = monotonic() + LONG
        while not (folder / "begun").exists():
            assert monotonic() < ends, (folder / "said").read_text()
            sleep(0.01)
        yield process.pid
    finally:
        kill(process)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database with one table, and the present process' own connection to it."""
    with closing(sqlite3.connect(tmp_path / "db", isolation_level=None, timeout=0)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE act (number)")
        yield connection


def test_a_writer_among_those_who_never_pause_finds_the_database_free(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    """Its connection has no patience of its own: without a turn the first try would fail."""
    turns = WriteTurns(tmp_path / "turn", LONG)
    waited = []
    with another_process(BUSY, tmp_path):
        for _turn in range(20):
            began = monotonic()
            with turns.turn():
                waited.append(monotonic() - began)
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO act VALUES (2)")
                database.execute("COMMIT")
    assert sorted(waited)[10] < 1
    assert database.execute("SELECT count(*) FROM act WHERE number = 2").fetchone() == (20,)


@pytest.mark.parametrize("house", [SQLITE], indirect=True)
def test_every_write_of_a_house_waits_for_its_turn(app: Flask) -> None:
    turns: WriteTurns = app.extensions[TURNS]
    may_end, has_turn, order = Event(), Event(), []

    def hold() -> None:
        with turns.turn():
            has_turn.set()
            may_end.wait(LONG)
            order.append("first")

    holder = Thread(target=hold)
    holder.start()
    has_turn.wait(LONG)
    Timer(0.1, may_end.set).start()
    with write_transaction():
        order.append("second")
    holder.join(LONG)
    assert order == ["first", "second"]


def test_a_turn_ends_with_the_process_that_holds_it(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "turn", LONG)
    with another_process(HOLDING, tmp_path) as pid:
        Thread(target=lambda: (sleep(0.2), os.kill(pid, signal.SIGKILL))).start()
        began = monotonic()
        with turns.turn():
            assert 0.1 < monotonic() - began < LONG / 2


def test_who_waits_too_long_goes_on_without_a_turn(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "turn", 0.1)
    with another_process(HOLDING, tmp_path):
        began = monotonic()
        with turns.turn():
            pass
        assert monotonic() - began < LONG / 2
    with turns.turn():
        pass


def test_a_turn_within_a_turn_waits_for_nothing(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "turn", LONG)
    began = monotonic()
    with turns.turn(), turns.turn():
        pass
    assert monotonic() - began < LONG / 2


def test_without_a_place_for_its_file_there_are_no_turns_and_nothing_fails(tmp_path: Path) -> None:
    with WriteTurns(tmp_path / "missing" / "turn", LONG).turn():
        pass
