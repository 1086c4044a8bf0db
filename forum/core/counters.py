"""Counters that are kept beside what they count, and what each of them must equal.

Rooms register theirs; `flask forum check` recounts all of them and `--repair` mends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Select, Table
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.registries import Registry


@dataclass(frozen=True)
class Counter:
    """A counting column and the scalar query, correlated to its row, that it must equal.

    `recount` counts things, never other counters: one that is wrong makes no other look wrong. Where counters below
    can be trusted, `sum_up` may add them instead, which costs less.
    """

    column: InstrumentedAttribute[int]
    recount: Select[Any]
    sum_up: Select[Any] | None = None

    @property
    def name(self) -> str:
        """The column as `table.column`."""
        return f"{self.table.name}.{self.column.key}"

    @property
    def table(self) -> Table:
        """The table in which the counter stands."""
        table = self.column.class_.__table__
        assert isinstance(table, Table)
        return table


counters: Registry[Counter] = Registry("counters")


def register_counter(app: Flask, counter: Counter) -> None:
    """Enter `counter` among those that can be checked."""
    counters.add(app, counter.name, counter)
