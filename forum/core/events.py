"""Facts in the past tense, and the rooms that react to them.

An operation records a frozen dataclass; listeners run at once, inside the same transaction, because their result must
be exact (counters, badges, audit). Work that may follow later is an outbox row which a listener or operation writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app

E = TypeVar("E")
EXTENSION = "potluck.listeners"


def listen(app: Flask, kind: type[E], listener: Callable[[E], None]) -> None:
    """Have `listener` called with every recorded event of exactly this `kind`."""
    listeners: dict[type[Any], list[Callable[[Any], None]]] = app.extensions.setdefault(EXTENSION, {})
    listeners.setdefault(kind, []).append(listener)


def record(event: object) -> None:
    """Tell every listener of this kind of event, in the order of their registration.

    An exception in a listener is the transaction's: what caused the event is undone with it.
    """
    for listener in current_app.extensions.get(EXTENSION, {}).get(type(event), ()):
        listener(event)
