"""Counting what a page asks of the database, whichever connection it asks by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from forum.core.database import db
from forum.core.page_cache import page_cache_of


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Give the list of all statements that are run meanwhile; BEGIN is none."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(" ".join(statement.split()))

    reader = page_cache_of(app).reader
    read = reader.read

    def noted_read(scopes: Any) -> dict[str, int]:
        seen.append("versions, read before Flask")
        return read(scopes)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    reader.read = noted_read  # type: ignore[method-assign]  # it still reads
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
        del reader.read
