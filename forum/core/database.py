"""One database session for both engines, and the one way to write through it.

SQLite runs in WAL mode with full durability. Its driver is told never to open a transaction by itself
(`isolation_level=None`); a listener issues `BEGIN`, or `BEGIN IMMEDIATE` for `write_transaction`. A deferred
transaction that reads first and writes later fails with "database is locked" as soon as two run side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, Row, Select, TypeDecorator, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, registry as mapper_registry
from sqlalchemy.pool import ConnectionPoolEntry

from forum.core.postgresql import teach_postgresql
from forum.core.write_turns import WriteTurns

WRITE_OPTION = "potluck_write"
TURNS = "potluck.write_turns"
SQLITE_BUSY_MILLISECONDS = 5_000

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]
"""A statement, and a row, of whatever columns."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC, on engines that keep time zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: they are a bug in the caller, not a time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored: say which time zone it is in")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as an aware UTC datetime."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What every table's class is made from."""

    registry = mapper_registry(
        metadata=MetaData(naming_convention=NAMING_CONVENTION),
        type_annotation_map={
            datetime: UTCDateTime(),
            dict[str, Any]: JSON(),
            dict[str, str]: JSON(),
            list[str]: JSON(),
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True, "expire_on_commit": False})
migrate = Migrate()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@contextmanager
def write_transaction() -> Iterator[Session]:
    """Open the transaction in which one act is written; commit at its end, or undo all of it.

    Ends the viewer's read first, so that on SQLite the write lock is asked for by the first statement and the
    rows checked are the rows changed. Fetch again inside what was fetched before.

    Yields:
        the request's session.
    """
    session = db.session()
    session.rollback()
    with _turn():
        session.connection(execution_options={WRITE_OPTION: True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def is_writing() -> bool:
    """Whether the session is in a `write_transaction`: what it reads may be undone again."""
    return bool(db.session.connection().get_execution_options().get(WRITE_OPTION))


def writers_take_turns() -> bool:
    """Whether whoever writes waits until others have written, as on SQLite; on PostgreSQL many write side by side."""
    return TURNS in current_app.extensions


def _turn() -> AbstractContextManager[None]:
    """Return the turn that a writer waits for; without turns, at once."""
    turns: WriteTurns | None = current_app.extensions.get(TURNS)
    return turns.turn() if turns is not None else nullcontext()


def init_app(app: Flask) -> None:
    """Bind the session to `app` and teach its engine the manners of its dialect."""
    db.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS_DIR"], compare_type=True, render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _teach_sqlite(db.engine)
            app.extensions[TURNS] = WriteTurns(
                Path(f"{db.engine.url.database}.turn"), SQLITE_BUSY_MILLISECONDS / 1000
            )
        else:
            teach_postgresql(db.engine)


def _teach_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {SQLITE_BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -32000",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get(WRITE_OPTION, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
