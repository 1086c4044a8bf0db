"""Runs the migrations on the application's database, all of one upgrade in one transaction.

SQLite has transactional schema changes too, once its driver leaves transactions alone, so a migration that is killed
midway leaves the schema as it was and can be run again on both databases.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from forum.core.database import WRITE_OPTION, UTCDateTime, db


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Write our own column type by its short name."""
    return "UTCDateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


def run() -> None:
    """Migrate online; there is no other way here."""
    with db.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _suspend_foreign_keys(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=is_sqlite,
            compare_type=True,
            render_item=render_item,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.invalidate()


def _suspend_foreign_keys(connection: Connection) -> None:
    """Let tables be made anew without what refers to them being deleted; only outside a transaction SQLite obeys."""
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.cursor().execute("PRAGMA foreign_keys = OFF")


run()
