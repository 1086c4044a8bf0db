"""Whole applications for tests, on SQLite and on PostgreSQL, emptied between tests instead of built anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from psycopg import sql

from config import Config
from forum.core.cache.memory import MemoryCache
from forum.core.database import db
from forum.factory import create_app
from tests.clients import Browser
from tests.hashes import hash_quickly
from tests.parts import POSTGRESQL_SERVER

COMPILED_TEMPLATES = Path(__file__).resolve().parent.parent / "build" / "templates"
"""Shared by all houses of all workers: each template is compiled once, for whoever shows it first."""
SQLITE = "sqlite"
POSTGRESQL = "postgresql"

EMPTYING = """
DO $$
DECLARE
    place text;
    has_rows boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR place IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || place || ')' INTO has_rows;
        IF has_rows THEN
            EXECUTE 'DELETE FROM ' || place;
        END IF;
    END LOOP;
    FOR place IN SELECT quote_ident(sequencename) FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        PERFORM setval(place, 1, false);
    END LOOP;
END $$
"""
"""Empties what has rows, past foreign keys and the guards of the record. TRUNCATE makes new files for every table and
index, which takes a hundred times as long as a test that writes three rows."""


@dataclass
class Stands:
    """What was built and nobody has changed since, kept by `tests/standing.py`: who built it, and what that gave."""

    built_by: object = None
    value: Any = None


@dataclass(frozen=True)
class House:
    """One application, its folder, and how its data is put back to nothing."""

    app: Flask
    data_dir: Path
    kind: str
    stands: Stands = field(default_factory=Stands)

    def empty(self) -> None:
        """Forget everything: what is kept in memory, connections first; then rows and files."""
        self.stands.built_by = None
        self.forget_what_is_kept()
        with self.app.app_context():
            db.session.remove()
            if self.kind == SQLITE:
                _empty_sqlite(self.data_dir / "forum.db")
            else:
                with db.engine.begin() as connection:
                    connection.exec_driver_sql(EMPTYING)
        for name in ("mail", "search", "uploads"):
            shutil.rmtree(self.data_dir / name, ignore_errors=True)

    def forget_what_is_kept(self) -> None:
        """Content versions begin again with the tables, so nothing made from earlier ones may stay in memory."""
        for name in ("potluck.settings", "potluck.shelves"):
            self.app.extensions.pop(name, None)
        for kept in self.app.extensions.values():
            for forget in (
                getattr(kept, "forget", None),
                kept.clear if isinstance(kept, MemoryCache) else None,
            ):
                if callable(forget):
                    forget()


@contextmanager
def fast_folder(otherwise: pytest.TempPathFactory) -> Iterator[Path]:
    """Give an empty folder in memory, where the machine has such a place: durability is tested elsewhere."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield otherwise.mktemp("house")
        return
    with TemporaryDirectory(prefix="potluck-", dir=memory) as folder:
        yield Path(folder)


@contextmanager
def build_house(kind: str, data_dir: Path, **environment: str) -> Iterator[House]:
    """Build an application with an up-to-date, empty database of the given `kind` in `data_dir`."""
    if kind == SQLITE:
        yield _furnish(kind, data_dir, environment)
        return
    with temporary_database() as url:
        yield _furnish(kind, data_dir, {"DATABASE_URL": url, **environment})


def _furnish(kind: str, data_dir: Path, environment: dict[str, str]) -> House:
    app = create_app(Config.from_environ({"DATA_DIR": str(data_dir), "DB_POOL_SIZE": "12", **environment}))
    app.testing = True
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
    with app.app_context():
        db.create_all()
    hash_quickly(app)
    return House(app, data_dir, kind)


def _empty_sqlite(path: Path) -> None:
    """Empty what has rows, past foreign keys and the guards of the record; other connections stay as they are."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        guards = list(
            connection.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        )
        connection.execute("BEGIN IMMEDIATE")
        for table in tables:
            if connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone():
                its_guards = [(name, again) for name, guarded, again in guards if guarded == table]
                for name, _ in its_guards:
                    connection.execute(f'DROP TRIGGER "{name}"')
                connection.execute(f'DELETE FROM "{table}"')
                for _, again in its_guards:
                    connection.execute(again)
        connection.execute("COMMIT")


@contextmanager
def temporary_database() -> Iterator[str]:
    """Make a PostgreSQL database of its own and drop it afterwards; gives its address."""
    name = f"potluck_test_{os.getpid()}_{os.urandom(3).hex()}"
    with psycopg.connect(POSTGRESQL_SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
    try:
        yield POSTGRESQL_SERVER.rsplit("/", 1)[0] + "/" + name
    finally:
        with psycopg.connect(POSTGRESQL_SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
