"""Inserts that two requests at once cannot both win: the database decides, not a look beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from forum.core.database import Model, db

Insert = postgresql.Insert | sqlite.Insert


def conflict_insert(target: type[Model] | Table) -> Insert:
    """Return the INSERT of the present engine that knows ON CONFLICT; both engines speak it alike."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(target)
    return sqlite.insert(target)


def insert_missing(target: type[Model] | Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of `rows` whose key is not there yet."""
    if rows:
        db.session.execute(
            conflict_insert(target).values([dict(row) for row in rows]).on_conflict_do_nothing()
        )
