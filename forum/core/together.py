"""Writes that wait for each other anyway share one transaction: one begin, one commit, one wait for the disk.

For short acts that come in storms, such as votes. Who comes first leads: it does the acts of all who wait at that
moment, each in the context of its own request, and commits them; nobody is answered before that commit. While it is at
it the next ones gather. Alone, an act is done as in `write_transaction`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from flask import Flask, current_app
from flask_sqlalchemy.session import Session

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed, NotFound

EXTENSION = "potluck.together"
REFUSALS = (Invalid, NotAllowed, NotFound)
"""How an act says no, before it has written anything."""

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass
class _Act(Generic[T]):
    """What one request wants written, and what became of it."""

    key: Any
    call: Callable[[], T]
    context: Context = field(default_factory=copy_context)
    is_done: bool = False
    result: T | None = None
    error: BaseException | None = None

    def do(self, session: Session) -> None:
        """Write in the transaction of `session`; a refusal is kept for the one who asked."""
        try:
            self.result = self.context.run(_with_session, session, self.call)
        except REFUSALS as error:
            self.error = error


class Together:
    """The acts that wait in this process."""

    def __init__(self) -> None:
        self._turn, self._door = Lock(), Lock()
        self._waiting: list[_Act[Any]] = []

    def write(self, key: Any, call: Callable[[], T]) -> T:
        """Have `call` done in a transaction, and return its result once that is committed; see `write_together`."""
        db.session.rollback()
        act = _Act(key, call)
        with self._door:
            self._waiting.append(act)
        with self._turn:
            if not act.is_done:
                self._lead()
        if act.error is not None:
            raise act.error
        return cast("T", act.result)

    def _lead(self) -> None:
        with self._door:
            acts, self._waiting = sorted(self._waiting, key=lambda act: act.key), []
        try:
            _commit(acts)
        except BaseException as error:  # noqa: BLE001 - whatever it was, none of them is written
            if len(acts) > 1:
                log.warning("%d acts could not be written together, now one by one: %s", len(acts), error)
                for act in acts:
                    _alone(act)
            else:
                acts[0].error = error
        for act in acts:
            act.is_done = True


def _alone(act: _Act[Any]) -> None:
    try:
        act.error = None
        _commit([act])
    except BaseException as error:  # noqa: BLE001 - it is raised where the act was asked for
        act.error = error


def _commit(acts: Sequence[_Act[Any]]) -> None:
    with write_transaction():
        session = db.session()
        for act in acts:
            act.do(session)


def _with_session(session: Session, call: Callable[[], T]) -> T:
    """Call in the request of another with the session of the one that leads."""
    own = db.session.registry()
    db.session.registry.set(session)
    try:
        return call()
    finally:
        db.session.registry.set(own)


def write_together(key: Any, call: Callable[[], T]) -> T:
    """Have `call` done in a write transaction that others may share, and return its result once it is committed.

    Args:
        key: in whose order those of one transaction are done, so that two processes never wait for each other.
        call: a named operation with its arguments; short, and before it refuses it writes nothing.

    Raises:
        Invalid, NotAllowed, NotFound: as `call` does; the others' acts are committed all the same.
    """
    together: Together = current_app.extensions[EXTENSION]
    return together.write(key, call)


def init_app(app: Flask) -> None:
    """Give `app` the place where acts wait."""
    app.extensions[EXTENSION] = Together()
