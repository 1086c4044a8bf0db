"""Who does which work: rooms enter their handlers at start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Any

from flask import Flask

from forum.core.registries import Registry

Payload = Mapping[str, Any]


class Hopeless(Exception):
    """Raised by a handler whose work can never succeed: it is parked at once."""


@dataclass(frozen=True)
class Handler:
    """What does the work of one task, and how: see `handler`."""

    name: str
    call: Callable[[Any], None]
    batch: int
    external: bool
    attempts: int
    lease: timedelta
    turn: Lock = field(default_factory=Lock, repr=False)

    def __call__(self, payloads: list[Payload]) -> None:
        """Do the work of `payloads`; one alone unless this handler takes batches."""
        self.call(payloads if self.batch > 1 else payloads[0])


handlers: Registry[Handler] = Registry("outbox handlers")


def handler(
    app: Flask,
    name: str,
    fn: Callable[[Any], None],
    *,
    batch: int = 1,
    external: bool = False,
    attempts: int = 8,
    lease: timedelta = timedelta(seconds=60),
) -> None:
    """Have `fn` do the work of the task `name`.

    Args:
        app: the application to which the handler belongs.
        name: the task, as `enqueue` is told it; never renamed, because rows that wait carry it.
        fn: called with the payload; with `batch` above 1, with a list of up to so many payloads, by one thread of a
            worker at a time. An exception undoes it and has it tried again, after a growing pause.
        batch: how many rows are handled at once.
        external: False: `fn` writes to the database only, inside a write transaction that is already open and that
            also marks the row, so that its effect happens exactly once; it is short and must not commit.
            True: `fn` acts on the world outside (mail, files, an index), with no transaction open, and may be called
            again for the same payload after a kill.
        attempts: after so many failures the row is parked and shown to the administrators.
        lease: how long an external `fn` may take; afterwards its worker counts as lost.
    """
    handlers.add(app, name, Handler(name, fn, batch, external, attempts, lease))
