"""Writers of SQLite take turns, across threads and processes.

SQLite lets one write at a time. Who finds it busy sleeps and asks again, up to a tenth of a second at a time, so that
one among several who write without a pause can be passed over until it gives up with "database is locked". A lock on a
file is handed on at once, roughly in the order of those who wait, and ends with the process that holds it.

A turn is a courtesy: what is right is still up to SQLite. Who waits too long, because somebody is stuck with their
turn, asks SQLite without one. So does who cannot open the file, as on a full disk.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread, get_ident


class WriteTurns:
    """The turns of those who write to one database. `path` is a file beside it, `patience` in seconds."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path, self._patience = path, patience
        self._own = Lock()
        self._holder = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it; within a turn of the same thread, at once."""
        if self._holder == get_ident() or not self._own.acquire(timeout=self._patience):
            yield
            return
        self._holder = get_ident()
        try:
            with self._among_processes():
                yield
        finally:
            self._holder = 0
            self._own.release()

    @contextmanager
    def _among_processes(self) -> Iterator[None]:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            yield
            return
        try:
            self._wait_for(file)
            yield
        finally:
            os.close(file)

    def _wait_for(self, file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Asking again and again would be passed over, too, and waiting knows no end: so another thread waits.
            waiting = Thread(target=fcntl.flock, args=(file, fcntl.LOCK_EX), name="write-turn", daemon=True)
            waiting.start()
            waiting.join(self._patience)
