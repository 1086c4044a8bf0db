"""A connection to PostgreSQL keeps what it learned, notices who is gone, and forgets what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import NotSupportedError

from forum.core.postgresql import teach_postgresql
from tests.parts import PARTS, POSTGRESQL_SERVER

TIMES_UNTIL_PREPARED = 6


@pytest.fixture
def engine() -> Iterator[Engine]:
    PARTS["PostgreSQL"].require()
    engine = create_engine(make_url(POSTGRESQL_SERVER).set(drivername="postgresql+psycopg"), pool_size=1)
    teach_postgresql(engine)
    yield engine
    engine.dispose()


def _read(engine: Engine, statement: str) -> object:
    """Read one value as a page does, whose transaction is rolled back at its end."""
    with engine.connect() as connection:
        return connection.scalar(text(statement))


def _prepared(engine: Engine) -> set[object]:
    with engine.connect() as connection:
        return set(connection.scalars(text("SELECT statement FROM pg_prepared_statements")))


def test_a_statement_that_is_read_again_and_again_stays_prepared(engine: Engine) -> None:
    for _ in range(TIMES_UNTIL_PREPARED):
        _read(engine, "SELECT 7 * 6")
    _read(engine, "SELECT 1")

    assert "SELECT 7 * 6" in _prepared(engine)


def test_what_a_reader_began_is_undone_at_its_end(engine: Engine) -> None:
    _commit(engine, "CREATE TEMPORARY TABLE jar (spoons integer)")
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO jar VALUES (3)"))

    assert _read(engine, "SELECT count(*) FROM jar") == 0


def test_a_connection_that_the_server_ended_is_replaced_before_anybody_notices(engine: Engine) -> None:
    ended = _read(engine, "SELECT pg_backend_pid()")
    other = create_engine(engine.url)
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:ended, 5000)"), {"ended": ended})
    other.dispose()

    assert _read(engine, "SELECT pg_backend_pid()") != ended


def test_a_statement_prepared_before_its_table_changed_fails_once_and_is_forgotten(engine: Engine) -> None:
    _commit(engine, "CREATE TEMPORARY TABLE jar (spoons integer)")
    _commit(engine, "INSERT INTO jar VALUES (3)")
    for _ in range(TIMES_UNTIL_PREPARED):
        _read(engine, "SELECT * FROM jar")
    _commit(engine, "DO $$ BEGIN ALTER TABLE jar ALTER spoons TYPE text; END $$")

    with pytest.raises(NotSupportedError, match="cached plan"):
        _read(engine, "SELECT * FROM jar")

    assert _read(engine, "SELECT * FROM jar") == "3"


def _commit(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))
