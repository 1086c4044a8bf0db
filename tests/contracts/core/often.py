"""What another process does that counts: as little as that is loaded for it."""

from __future__ import annotations

from pathlib import Path

from forum.core.cache.counters import FileCounters


def count_often(path: Path) -> None:
    counters = FileCounters(path)
    for _turn in range(50):
        counters.incr("count", 60)
