"""Inserts that two requests at once cannot both win: the database decides, not a look beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Insert as AnyInsert, Table, insert
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
        table = target if isinstance(target, Table) else target.__table__
        assert isinstance(table, Table)
        db.session.execute(conflict_insert(table).on_conflict_do_nothing(), [dict(row) for row in rows])


def add_rows(target: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` past the ORM, by a statement built once: for what is written often."""
    if rows:
        db.session.connection().execute(_plain(target), rows)


def add_missing_rows(target: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of `rows` in the same way whose key is not there yet."""
    if rows:
        db.session.connection().execute(_unless_there(target, db.session.get_bind().dialect.name), rows)


@cache
def _plain(target: type[Model]) -> AnyInsert:
    return insert(target)


@cache
def _unless_there(target: type[Model], dialect: str) -> Executable:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return build(target).on_conflict_do_nothing()
