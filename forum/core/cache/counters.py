"""Counters in a small file of their own, which all processes of one machine share."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from forum.core.cache.memory import MemoryCache

COUNTERS_BYTES = 4 * 1024 * 1024
BUSY_SECONDS = 0.5
SWEEP_EVERY = 1_000
"""Counts between two times that what has run out is cleared away."""

TABLE = "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, total INTEGER, until REAL) WITHOUT ROWID"
COUNT = """
INSERT INTO counter VALUES (:key, :amount, :until)
ON CONFLICT (key) DO UPDATE SET
    total = CASE WHEN until <= :now THEN :amount ELSE total + :amount END,
    until = CASE WHEN until <= :now THEN :until ELSE until END
RETURNING total
"""

log = logging.getLogger(__name__)


class FileCounters:
    """Counters in the file `path`. It may be lost at any moment: nothing waits for the disk.

    While it cannot be written, as on a full disk, each process counts by itself.
    """

    def __init__(self, path: Path, tick: Callable[[], float] = time.time) -> None:
        self._path, self._tick = path, tick
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._opened_by = 0
        self._counted = 0
        self._meanwhile = MemoryCache(COUNTERS_BYTES)

    def incr(self, key: str, seconds: int, amount: int = 1) -> int:
        """Add to the counter under `key`, which lives `seconds` from its first count, and return the sum."""
        now = self._tick()
        values = {"key": key, "amount": amount, "until": now + seconds, "now": now}
        with self._lock:
            try:
                self._sweep(now)
                return int(self._open().execute(COUNT, values).fetchone()[0])
            except sqlite3.Error as error:
                log.warning("limits are counted by each process alone for now: %s", error)
                self._close(is_damaged=not isinstance(error, sqlite3.OperationalError))
        return self._meanwhile.incr(key, seconds, amount)

    def clear(self) -> None:
        """Forget everything."""
        self._meanwhile.clear()
        with self._lock:
            try:
                self._open().execute("DELETE FROM counter")
            except sqlite3.Error:
                self._close()

    def _open(self) -> sqlite3.Connection:
        """Return this process' connection: one that was opened before a fork is its parent's."""
        if self._connection is None or self._opened_by != os.getpid():
            connection = sqlite3.connect(
                self._path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
            )
            for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", TABLE):
                connection.execute(statement).fetchall()
            self._connection, self._opened_by = connection, os.getpid()
        return self._connection

    def _close(self, *, is_damaged: bool = False) -> None:
        """Open the file anew next time; one that is damaged is begun anew."""
        if self._connection is not None and self._opened_by == os.getpid():
            self._connection.close()
        self._connection = None
        if is_damaged:
            with suppress(OSError):
                self._path.unlink()

    def _sweep(self, now: float) -> None:
        self._counted += 1
        if self._counted % SWEEP_EVERY == 0:
            self._open().execute("DELETE FROM counter WHERE until <= ?", (now,))
