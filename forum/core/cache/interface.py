"""What every cache can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Counters(Protocol):
    """Counters under names, each for so many seconds."""

    def incr(self, key: str, seconds: int, amount: int = 1) -> int:
        """Add to the counter under `key`, which lives `seconds` from its first count, and return the sum."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...


class Cache(Counters, Protocol):
    """Bytes under names, each for so many seconds; and counters."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        ...

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept under `keys`; what is not, is left out."""
        ...

    def set(self, key: str, value: bytes, seconds: int) -> None:
        """Keep `value` under `key`."""
        ...

    def add(self, key: str, value: bytes, seconds: int) -> bool:
        """Keep `value` unless something is kept under `key`. Returns whether it was kept, or the cache is away."""
        ...

    def delete(self, key: str) -> None:
        """Forget what is kept under `key`."""
        ...
