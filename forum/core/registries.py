"""How an upper room reaches a lower one: it enters itself here at start, and is called when its moment comes.

Registries belong to an application, not to the process, so that two communities can live side by side in one test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar, cast

from flask import Flask, current_app

EXTENSION = "potluck"
T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries of one kind, in the order in which they were entered."""

    def __init__(self, name: str) -> None:
        self.name = name

    def add(self, app: Flask, key: str, entry: T) -> None:
        """Enter `entry` under `key`.

        Raises:
            ValueError: when the key is taken.
        """
        entries = self._of(app)
        if key in entries:
            raise ValueError(f"{self.name}: {key} is registered twice")
        entries[key] = entry

    def get(self, key: str) -> T | None:
        """Return the entry under `key` in the current application, or None."""
        return self._of(current_app).get(key)

    def __getitem__(self, key: str) -> T:
        return self._of(current_app)[key]

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._of(current_app).values()))

    def items(self) -> list[tuple[str, T]]:
        """Return keys and entries of the current application."""
        return list(self._of(current_app).items())

    def _of(self, app: Flask) -> dict[str, T]:
        house = app.extensions.setdefault(EXTENSION, {})
        return cast("dict[str, T]", house.setdefault(self.name, {}))
