"""The rows of a test's database: whether there are any, how they go, and how earlier ones come back.

Each asks by one connection of its own, kept as long as the house: opening one costs more than what a test wrote.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine

Kept = Mapping[str, Any]
"""Rows by the name of their table, in whatever form their database gives and takes them back."""


class Rows(ABC):
    """All rows of one database."""

    @abstractmethod
    def are_there(self) -> bool:
        """Whether any table has a row, or any number was given out."""

    @abstractmethod
    def empty(self) -> None:
        """Delete them past foreign keys and the guards of the record, and have numbers begin again at one."""

    @abstractmethod
    def take(self) -> Kept:
        """Return a copy of them."""

    @abstractmethod
    def put(self, kept: Kept) -> None:
        """Have an empty database hold exactly `kept`."""


class SQLiteRows(Rows):
    """Those of a file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            path, isolation_level=None, timeout=10, check_same_thread=False, cached_statements=1_000
        )
        self._seen_schema = -1
        self._tables: list[str] = []

    def are_there(self) -> bool:
        return bool(self._filled())

    def empty(self) -> None:
        filled = self._filled()
        if not filled:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        for table in filled:
            self._connection.execute(f'DELETE FROM "{table}"')
        self._connection.execute("COMMIT")

    def take(self) -> Kept:
        return {
            table: self._connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in self._filled()
        }

    def put(self, kept: Kept) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for table, rows in kept.items():
            marks = ", ".join("?" * len(rows[0]))
            self._connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        self._connection.execute("COMMIT")

    def _filled(self) -> list[str]:
        if self._connection.execute("PRAGMA schema_version").fetchone()[0] != self._seen_schema:
            self._look_past_guards()
        ask = self._connection.execute
        return [table for table in self._tables if ask(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()]

    def _look_past_guards(self) -> None:
        """Have this connection alone know no triggers.

        It reads the schema while it has deleted them, and takes that back: nobody else ever sees them gone. To drop
        and make them again at each emptying would have every other connection read the whole schema anew.
        """
        ask = self._connection.execute
        ask("BEGIN IMMEDIATE")
        ask("PRAGMA writable_schema = ON")
        ask("DELETE FROM sqlite_master WHERE type = 'trigger'")
        ask("PRAGMA writable_schema = RESET")
        self._tables = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ask("ROLLBACK")
        self._seen_schema = ask("PRAGMA schema_version").fetchone()[0]


class PostgreSQLRows(Rows):
    """Those of a database on the server.

    They are deleted: TRUNCATE makes new files for every table and index, which takes a hundred times as long as a
    test that writes three rows.
    """

    def __init__(self, engine: Engine) -> None:
        address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        # Said once, not at each emptying: with every change the server forgets all plans it has made.
        past_guards = "-c session_replication_role=replica"
        self._connection = psycopg.connect(address, autocommit=True, options=past_guards)
        tables = self._names("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        sequences = self._names(
            "SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'"
        )
        self._ask_tables = " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables
        )
        self._ask_sequences = " UNION ALL ".join(
            f"SELECT '{name}', last_value FROM {name} WHERE is_called" for name in sequences
        )

    def are_there(self) -> bool:
        return bool(self._filled() or self._counted())

    def empty(self) -> None:
        deletions = [f"DELETE FROM {table}" for table in self._filled()]
        beginnings = [f"SELECT setval('{name}', 1, false)" for name in self._counted()]
        if deletions or beginnings:
            self._connection.execute("; ".join(["BEGIN", *deletions, *beginnings, "COMMIT"]))

    def take(self) -> Kept:
        kept = {table: self._copied(table) for table in self._filled()}
        return {**kept, "": [f"SELECT setval('{name}', {last})" for name, last in self._counted().items()]}

    def put(self, kept: Kept) -> None:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            for table, rows in kept.items():
                if table:
                    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write(rows)
            if kept[""]:
                cursor.execute("; ".join(kept[""]))

    def _filled(self) -> list[str]:
        return [table for (table,) in self._connection.execute(self._ask_tables, prepare=True)]

    def _counted(self) -> dict[str, int]:
        return dict(self._connection.execute(self._ask_sequences, prepare=True).fetchall())

    def _copied(self, table: str) -> bytes:
        with self._connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(bytes(part) for part in copy)

    def _names(self, statement: str) -> list[str]:
        return [name for (name,) in self._connection.execute(statement)]
