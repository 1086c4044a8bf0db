"""Both caches keep one contract, and neither stops a page when it fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Thread

import pytest

from forum.core.cache import Cache, make_cache
from forum.core.cache.memory import ENTRY_BYTES, MemoryCache
from tests.parts import PARTS, REDIS_SERVER


@pytest.fixture(params=["memory", "redis"])
def cache(request: pytest.FixtureRequest, worker_id: str) -> Iterator[Cache]:
    if request.param == "memory":
        yield make_cache("memory:")
        return
    PARTS["Redis"].require()
    made = make_cache(REDIS_SERVER)
    made.clear()
    yield made
    made.clear()


def test_what_was_kept_is_found(cache: Cache) -> None:
    cache.set("page", b"\x00bytes", 60)

    assert cache.get("page") == b"\x00bytes"
    assert cache.get("other") is None


def test_many_are_found_at_once_and_what_is_not_there_is_left_out(cache: Cache) -> None:
    cache.set("a", b"1", 60)
    cache.set("c", b"3", 60)

    assert cache.get_many(["a", "b", "c"]) == {"a": b"1", "c": b"3"}
    assert cache.get_many([]) == {}


def test_a_later_value_replaces_an_earlier(cache: Cache) -> None:
    cache.set("page", b"old", 60)
    cache.set("page", b"new", 60)

    assert cache.get("page") == b"new"


def test_it_forgets_after_the_time_that_was_named(cache: Cache) -> None:
    cache.set("page", b"bytes", 1)
    time.sleep(1.1)

    assert cache.get("page") is None


def test_it_forgets_when_told(cache: Cache) -> None:
    cache.set("page", b"bytes", 60)
    cache.delete("page")
    cache.delete("never there")

    assert cache.get("page") is None


def test_only_the_first_of_many_may_build_a_page(cache: Cache) -> None:
    answers: list[bool] = []
    threads = [Thread(target=lambda: answers.append(cache.add("builder", b"me", 60))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False] * 7 + [True]


def test_it_forgets_everything_when_told(cache: Cache) -> None:
    cache.set("page", b"bytes", 60)
    cache.incr("count", 60)
    cache.clear()

    assert cache.get("page") is None
    assert cache.incr("count", 60) == 1


def test_a_full_memory_forgets_what_was_not_asked_for_the_longest() -> None:
    cache = MemoryCache(capacity=3 * (ENTRY_BYTES + 101))
    for key in "abc":
        cache.set(key, bytes(100), 60)
    cache.get("a")
    cache.set("d", bytes(100), 60)

    assert cache.get("b") is None
    assert list(cache.get_many("acd")) == ["a", "c", "d"]


def test_what_is_larger_than_the_memory_is_not_kept_and_harms_nobody() -> None:
    cache = MemoryCache(capacity=1_000)
    cache.set("huge", bytes(2_000), 60)
    cache.set("small", b"x", 60)

    assert cache.get("huge") is None
    assert cache.get("small") == b"x"


def test_while_redis_is_away_nothing_is_found_and_limits_still_count() -> None:
    cache = make_cache("redis://127.0.0.1:1/0")
    cache.set("page", b"bytes", 60)

    assert cache.get("page") is None
    assert cache.get_many(["page"]) == {}
    assert cache.add("builder", b"me", 60) is True
    assert [cache.incr("count", 60) for _ in range(3)] == [1, 2, 3]
    cache.delete("page")
