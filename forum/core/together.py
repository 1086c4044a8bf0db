"""Acts that come in storms, such as votes, share a transaction: one begin, one set of statements, one commit.

Who comes first leads: it writes what all have brought who wait at that moment; nobody is answered before the commit.
While it is at it the next ones gather, outside, so that their places in the application are free for others. Where
writers do not have to wait for each other, the next leader waits a moment if one has written just now: otherwise every
other transaction would be of one act alone, and it costs half of what one of thirty does. Alone, an act is written at
once, as in `write_transaction`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar, cast

from forum.core.database import db, write_transaction, writers_take_turns
from forum.core.places import step_outside

MOST = 100
"""So many are written in one transaction at most: others wait for it."""
STORM = 0.2
"""Within so many seconds of the last transaction more are likely to come."""
PAUSE = 0.06
"""So many seconds a leader waits for them."""

A = TypeVar("A")
R = TypeVar("R")
log = logging.getLogger(__name__)


@dataclass
class _Brought(Generic[A, R]):
    """What one request wants written, and what became of it."""

    key: Hashable
    act: A
    is_done: bool = False
    result: R | None = None
    error: BaseException | None = None


class Together(Generic[A, R]):
    """Where acts of one kind wait in this process; `write` writes several down that have the same key.

    Args:
        write: a named operation that is given some acts and answers one result for each, in their order.
    """

    def __init__(self, write: Callable[[Sequence[A]], Sequence[R]]) -> None:
        self._write = write
        self._turn, self._door = Lock(), Lock()
        self._waiting: list[_Brought[A, R]] = []
        self._written_at = float("-inf")

    def write(self, key: Hashable, act: A) -> R:
        """Have `act` written, with others of the same key, and return its result once that is committed.

        Raises:
            Exception: whatever the operation or the commit raised for this act alone.
        """
        db.session.rollback()
        brought: _Brought[A, R] = _Brought(key, act)
        with self._door:
            self._waiting.append(brought)
        with step_outside(), self._turn:
            while not brought.is_done:
                self._lead(key)
        if brought.error is not None:
            raise brought.error
        return cast("R", brought.result)

    def _lead(self, key: Hashable) -> None:
        if not writers_take_turns() and time.monotonic() < self._written_at + STORM:
            time.sleep(PAUSE)
        acts = self._take(key)
        try:
            self._commit(acts)
        except BaseException as error:  # noqa: BLE001 - whatever it was, none of them is written
            if len(acts) == 1:
                acts[0].error = error
            else:
                log.warning("%d acts could not be written together, now one by one: %s", len(acts), error)
                for act in acts:
                    self._alone(act)
        for act in acts:
            act.is_done = True
        self._written_at = time.monotonic()

    def _take(self, key: Hashable) -> list[_Brought[A, R]]:
        """Take those with this key who came first out of those who wait."""
        with self._door:
            acts = [each for each in self._waiting if each.key == key][:MOST]
            taken = set(map(id, acts))
            self._waiting = [each for each in self._waiting if id(each) not in taken]
        return acts

    def _alone(self, brought: _Brought[A, R]) -> None:
        try:
            self._commit([brought])
        except BaseException as error:  # noqa: BLE001 - it is raised where the act was asked for
            brought.error = error

    def _commit(self, acts: Sequence[_Brought[A, R]]) -> None:
        with write_transaction():
            results = self._write([each.act for each in acts])
        for each, result in zip(acts, results, strict=True):
            each.result = result
