"""The places inside the application: so many requests at most are worked on at the same time in one process.

Who waits for something else than a processor steps outside meanwhile, so that another may come in, and comes back
before those who have not been in yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock
from typing import cast

from flask import has_request_context, request

ENVIRON = "potluck.places"
"""Where the server leaves the places for those who are inside; no header of a client has such a name."""


class Places:
    """So many of them, `count`."""

    def __init__(self, count: int) -> None:
        lock = Lock()
        self._free = count
        self._returning = 0
        self._newcomers, self._returners = Condition(lock), Condition(lock)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Wait for a place and hold it."""
        with self._newcomers:
            self._newcomers.wait_for(lambda: self._free > self._returning)
            self._free -= 1
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Leave the place that is held to others meanwhile."""
        self._give()
        try:
            yield
        finally:
            with self._returners:
                self._returning += 1
                self._returners.wait_for(lambda: self._free > 0)
                self._returning -= 1
                self._free -= 1

    def _give(self) -> None:
        with self._newcomers:
            self._free += 1
            (self._returners if self._returning else self._newcomers).notify()


@contextmanager
def step_outside() -> Iterator[None]:
    """Leave the place of the present request to others meanwhile; without a server around it nothing is left."""
    places = request.environ.get(ENVIRON) if has_request_context() else None
    if places is None:
        yield
        return
    with cast("Places", places).outside():
        yield
