"""A cache in Redis, which all processes share and which may be away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from redis import Redis, RedisError

from forum.core.cache.memory import MemoryCache

COUNTERS_BYTES = 4 * 1024 * 1024
CONNECT_SECONDS = 0.5
REST_SECONDS = 1.0
"""How long Redis is left alone after a failure."""

T = TypeVar("T")
log = logging.getLogger(__name__)


class RedisCache:
    """A cache that all processes share."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(
            url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=CONNECT_SECONDS
        )
        self._rests_until = 0.0
        self._meanwhile = MemoryCache(COUNTERS_BYTES)

    def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        return self._ask(lambda: cast("bytes | None", self._redis.get(_own(key))), None)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept under `keys`, in one exchange."""
        wanted = list(keys)
        if not wanted:
            return {}
        nothing: list[bytes | None] = [None] * len(wanted)
        values = self._ask(lambda: self._values(wanted), nothing)
        return {key: value for key, value in zip(wanted, values, strict=True) if value is not None}

    def set(self, key: str, value: bytes, seconds: int) -> None:
        """Keep `value` under `key`."""
        self._ask(lambda: self._redis.set(_own(key), value, ex=seconds), None)

    def add(self, key: str, value: bytes, seconds: int) -> bool:
        """Keep `value` unless something is kept under `key`."""
        return self._ask(lambda: bool(self._redis.set(_own(key), value, ex=seconds, nx=True)), True)

    def incr(self, key: str, seconds: int, amount: int = 1) -> int:
        """Add to the counter under `key`; while Redis is away, to one of this process."""

        def count() -> int | None:
            with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.set(_own(key), 0, ex=seconds, nx=True)
                pipeline.incrby(_own(key), amount)
                return int(pipeline.execute()[1])

        total = self._ask(count, None)
        return self._meanwhile.incr(key, seconds, amount) if total is None else total

    def delete(self, key: str) -> None:
        """Forget what is kept under `key`."""
        self._ask(lambda: self._redis.delete(_own(key)), None)

    def clear(self) -> None:
        """Forget everything of ours."""

        def forget() -> None:
            for key in self._redis.scan_iter(_own("*")):
                self._redis.delete(key)

        self._meanwhile.clear()
        self._ask(forget, None)

    def _values(self, keys: list[str]) -> list[bytes | None]:
        return cast("list[bytes | None]", self._redis.mget([_own(key) for key in keys]))

    def _ask(self, question: Callable[[], T], otherwise: T) -> T:
        """Return the answer, or `otherwise` while Redis is away; then leave it alone for a moment."""
        if time.monotonic() < self._rests_until:
            return otherwise
        try:
            return question()
        except (RedisError, OSError) as error:
            self._rests_until = time.monotonic() + REST_SECONDS
            log.warning("the cache is away: %s", error)
            return otherwise


def _own(key: str) -> str:
    return f"potluck:{key}"
