"""A cache in the memory of one process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock

MEMORY_BYTES = 64 * 1024 * 1024
ENTRY_BYTES = 200
"""What Python spends on an entry beside its key and value."""


class MemoryCache:
    """A cache in this process, which forgets what was not asked for the longest once it holds `capacity` bytes."""

    def __init__(self, capacity: int = MEMORY_BYTES, tick: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._tick = tick
        self._entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        with self._lock:
            return self._find(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept under `keys`."""
        with self._lock:
            return {key: value for key in keys if (value := self._find(key)) is not None}

    def set(self, key: str, value: bytes, seconds: int) -> None:
        """Keep `value` under `key`."""
        with self._lock:
            self._keep(key, value, self._tick() + seconds)

    def add(self, key: str, value: bytes, seconds: int) -> bool:
        """Keep `value` unless something is kept under `key`."""
        with self._lock:
            if self._find(key) is not None:
                return False
            self._keep(key, value, self._tick() + seconds)
            return True

    def incr(self, key: str, seconds: int, amount: int = 1) -> int:
        """Add to the counter under `key`."""
        with self._lock:
            counted = self._find(key)
            until = self._entries[key][0] if counted is not None else self._tick() + seconds
            total = int(counted or 0) + amount
            self._keep(key, str(total).encode(), until)
            return total

    def delete(self, key: str) -> None:
        """Forget what is kept under `key`."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._size = 0

    def _find(self, key: str) -> bytes | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry[0] <= self._tick():
            self._drop(key)
            return None
        self._entries.move_to_end(key)
        return entry[1]

    def _keep(self, key: str, value: bytes, until: float) -> None:
        self._drop(key)
        self._entries[key] = (until, value)
        self._size += _weight(key, value)
        while self._size > self._capacity:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._size -= _weight(key, entry[1])


def _weight(key: str, value: bytes) -> int:
    return len(key) + len(value) + ENTRY_BYTES
