"""Whole applications for tests, on SQLite and on PostgreSQL, emptied between tests instead of built anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
from forum.core.cache.counters import FileCounters
from forum.core.cache.memory import MemoryCache
from forum.core.database import db
from forum.factory import create_app
from tests.clients import Browser
from tests.hashes import hash_quickly
from tests.parts import POSTGRESQL_SERVER
from tests.rows import Kept, PostgreSQLRows, Rows, SQLiteRows

COMPILED_TEMPLATES = Path(__file__).resolve().parent.parent / "build" / "templates"
"""Shared by all houses of all workers: each template is compiled once, for whoever shows it first."""
FILLED_FOLDERS = ("mail", "search", "uploads")
"""Where a test leaves files."""
SQLITE = "sqlite"
POSTGRESQL = "postgresql"


@dataclass
class Stands:
    """What was built and nobody has changed since, kept by `tests/standing.py`: who built it, and what that gave."""

    built_by: object = None
    value: Any = None


@dataclass(frozen=True)
class House:
    """One application, its folder, how its data is put back to nothing, and rows that many tests begin with."""

    app: Flask
    data_dir: Path
    kind: str
    rows: Rows
    kept: dict[str, Kept] = field(default_factory=dict, repr=False)
    replays: dict[str, Any] = field(default_factory=dict, repr=False)
    stands: Stands = field(default_factory=Stands)

    def empty(self) -> None:
        """Forget everything: what is kept in memory, connections first; then rows and files."""
        self.stands.built_by = None
        self.forget_what_is_kept()
        with self.app.app_context():
            db.session.remove()
            self.rows.empty()
        for name in FILLED_FOLDERS:
            shutil.rmtree(self.data_dir / name, ignore_errors=True)

    def forget_what_is_kept(self) -> None:
        """Content versions begin again with the tables, so nothing made from earlier ones may stay in memory."""
        for name in ("potluck.settings", "potluck.shelves"):
            self.app.extensions.pop(name, None)
        for kept in self.app.extensions.values():
            for forget in (
                getattr(kept, "forget", None),
                kept.clear if isinstance(kept, MemoryCache | FileCounters) else None,
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
        rows = SQLiteRows(data_dir / "forum.db") if kind == SQLITE else PostgreSQLRows(db.engine)
    hash_quickly(app)
    return House(app, data_dir, kind, rows)


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
