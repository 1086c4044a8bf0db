"""Counters keep one contract wherever they stand, and several processes count as one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest

from forum.core.cache import Counters, make_cache
from forum.core.cache.counters import SWEEP_EVERY, FileCounters
from tests.contracts.core.often import count_often
from tests.parts import PARTS, REDIS_SERVER


@pytest.fixture(params=["file", "memory", "redis"])
def counters(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counters]:
    if request.param == "redis":
        PARTS["Redis"].require()
    made = {
        "file": lambda: FileCounters(tmp_path / "limits.db"),
        "memory": lambda: make_cache("memory:"),
        "redis": lambda: make_cache(REDIS_SERVER),
    }[request.param]()
    made.clear()
    yield made
    made.clear()


def test_counts_from_many_hands_are_exact(counters: Counters) -> None:
    threads = [Thread(target=lambda: [counters.incr("count", 60) for _ in range(50)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counters.incr("count", 60, 0) == 200


def test_a_counter_lives_from_its_first_count(counters: Counters) -> None:
    counters.incr("count", 1)
    time.sleep(0.6)
    counters.incr("count", 1)
    time.sleep(0.6)
    assert counters.incr("count", 1) == 1


def test_it_forgets_everything_when_told(counters: Counters) -> None:
    counters.incr("count", 60)
    counters.clear()
    assert counters.incr("count", 60) == 1


def test_processes_count_as_one(tmp_path: Path) -> None:
    context = get_context("spawn")
    processes = [context.Process(target=count_often, args=(tmp_path / "limits.db",)) for _each in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert FileCounters(tmp_path / "limits.db").incr("count", 60, 0) == 150


def test_a_process_that_was_forked_counts_on(tmp_path: Path) -> None:
    counters = FileCounters(tmp_path / "limits.db")
    counters.incr("count", 60)
    process = get_context("fork").Process(target=counters.incr, args=("count", 60))
    process.start()
    process.join()
    assert counters.incr("count", 60) == 3


def test_what_has_run_out_is_cleared_away(tmp_path: Path) -> None:
    now = [0.0]
    counters = FileCounters(tmp_path / "limits.db", tick=lambda: now[0])
    for number in range(SWEEP_EVERY - 2):
        counters.incr(f"count-{number}", 60)
    now[0] = 61.0
    for _turn in range(2):
        counters.incr("count", 60)
    assert counters._open().execute("SELECT key, total FROM counter").fetchall() == [("count", 2)]


@pytest.mark.parametrize("harm", ["damaged", "nowhere"])
def test_without_its_file_limits_still_count(tmp_path: Path, harm: str) -> None:
    path = tmp_path / ("limits.db" if harm == "damaged" else "nowhere/limits.db")
    if harm == "damaged":
        path.write_bytes(b"this is no database, whatever it is called" * 100)
    counters = FileCounters(path)
    first = counters.incr("count", 60)
    assert [first, *(counters.incr("count", 60) for _turn in range(2))] in ([1, 1, 2], [1, 2, 3])
