"""Content versions read without Flask, session or engine: one short statement on a connection of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from sqlalchemy import URL, make_url

CONNECT_SECONDS = 2


class Connection(Protocol):
    """What the two drivers have in common here."""

    def execute(self, query: Any, params: Any) -> Any:
        """Run a statement."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class VersionReader:
    """Reads `content_version` for requests that may need nothing else.

    Keeps as many connections as there were readings at the same time: at most one for each request that may be inside
    the application. A connection that fails is dropped, and the error is the caller's, who then asks the application.
    """

    FAILURES = (sqlite3.Error, psycopg.Error)

    def __init__(self, database_url: str) -> None:
        self._url = make_url(database_url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self.idle: list[Connection] = []

    def read(self, scopes: Iterable[str]) -> dict[str, int]:
        """Return the number of each scope as last committed; 0 for one never touched.

        Raises:
            one of `FAILURES`: when the database does not answer.
        """
        wanted = tuple(scopes)
        found = dict(self._rows(_statement(len(wanted), self._is_sqlite), wanted))
        return {scope: found.get(scope, 0) for scope in wanted}

    def ask(self, statement: str, values: Sequence[Any]) -> list[Any]:
        """Return the rows of another short statement, in which `{mark}` stands for a value.

        Raises:
            one of `FAILURES`: when the database does not answer.
        """
        return self._rows(statement.format(mark="?" if self._is_sqlite else "%s"), values)

    def _rows(self, statement: str, values: Sequence[Any]) -> list[Any]:
        connection = self._connection()
        try:
            rows: list[Any] = connection.execute(statement, values).fetchall()
        except self.FAILURES:
            connection.close()
            raise
        self.idle.append(connection)
        return rows

    def hang_up(self) -> None:
        """Close every connection that nobody reads by; the next reading opens a new one."""
        while self.idle:
            self.idle.pop().close()

    def _connection(self) -> Connection:
        try:
            return self.idle.pop()
        except IndexError:
            return _open_sqlite(self._url) if self._is_sqlite else _open_postgresql(self._url)


@lru_cache(maxsize=64)
def _statement(count: int, is_sqlite: bool) -> str:
    marks = ", ".join(["?" if is_sqlite else "%s"] * count)
    return f"SELECT scope, number FROM content_version WHERE scope IN ({marks})"  # noqa: S608 - marks only


def _open_sqlite(url: URL) -> Connection:
    connection = sqlite3.connect(
        f"file:{quote(url.database or '')}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA busy_timeout = 2000")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _open_postgresql(url: URL) -> Connection:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True, connect_timeout=CONNECT_SECONDS, prepare_threshold=1)
