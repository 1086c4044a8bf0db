"""Things made once and kept in this process while what they were made from stays the same.

They stand for less than a minute, or for good under a key that names all they show. What is too old is dropped when
anything is asked for: it may hold what has been destroyed since, such as the key of a secret poll.

Unlike `forum.core.cache`, which holds bytes that all processes may share, this holds whole objects next to the code
that uses them. Several threads that miss the same thing wait for one builder.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

STANDS_FOR_SECONDS = 25.0
"""Counts, names and pictures may lag by at most a minute. A kept page may be made of a kept part, so each stands for
less than half of that."""
FOR_GOOD = math.inf
"""For what is kept under a key that names all it was made from."""

T = TypeVar("T")
Versions = Mapping[str, int]


class Entry(NamedTuple, Generic[T]):
    """A kept thing, the numbers it was made from, and until when it stands."""

    value: T
    versions: Versions
    until: float
    size: int


class Kept(Generic[T]):
    """At most `capacity` bytes of things, those not asked for the longest forgotten first."""

    def __init__(
        self,
        capacity: int,
        *,
        stands_for: float = STANDS_FOR_SECONDS,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._capacity = capacity
        self._stands_for = stands_for
        self.tick = tick
        self._entries: OrderedDict[Hashable, Entry[T]] = OrderedDict()
        self._size = 0
        self._swept_at = tick()
        self._lock = Lock()
        self._builders: dict[Hashable, tuple[Lock, int]] = {}

    def find(self, key: Hashable) -> Entry[T] | None:
        """Return what is kept under `key` and not too old; whether its versions still hold is the caller's to see."""
        with self._lock:
            self._sweep()
            entry = self._entries.get(key)
            if entry is None or entry.until <= self.tick():
                return None
            self._entries.move_to_end(key)
            return entry

    def keep(self, key: Hashable, value: T, versions: Versions, size: int) -> Entry[T]:
        """Keep `value`, made from the state that `versions` name, which weighs `size` bytes."""
        entry = Entry(value, versions, self.tick() + self._stands_for, size)
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self._size += size
            while self._size > self._capacity:
                self._drop(next(iter(self._entries)))
        return entry

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._size = 0

    @contextmanager
    def building(self, key: Hashable) -> Iterator[None]:
        """Hold off other builders of the same thing. Look again inside: somebody may have finished it meanwhile."""
        with self._lock:
            lock, waiting = self._builders.get(key, (Lock(), 0))
            self._builders[key] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._builders.pop(key)
                if waiting > 1:
                    self._builders[key] = (lock, waiting - 1)

    def _sweep(self) -> None:
        """Drop what is too old, now and then."""
        now = self.tick()
        if now < self._swept_at + self._stands_for:
            return
        self._swept_at = now
        for key in [key for key, entry in self._entries.items() if entry.until <= now]:
            self._drop(key)

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._size -= entry.size
