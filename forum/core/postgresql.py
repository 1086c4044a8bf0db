"""The manners of PostgreSQL's connections: statements stay prepared, and to see that one is alive costs nothing.

The driver prepares a statement that it has sent five times, but forgets all of them whenever a transaction is rolled
back; and so ends every transaction that has only read. For each page the server would read and plan anew what it was
asked a moment before.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import InvalidatePoolError


class KeepingConnection(psycopg.Connection[Any]):
    """Remembers its prepared statements when what was read, or written and regretted, is rolled back."""

    def rollback(self) -> None:
        """Undo the present transaction.

        After an error everything is forgotten, as the driver does it: the statement may have failed because it was
        prepared before a column changed.
        """
        if self.pgconn.transaction_status == TransactionStatus.INTRANS:
            with self.lock:
                if self.pgconn.exec_(b"ROLLBACK").status == ExecStatus.COMMAND_OK:
                    return
        super().rollback()


def teach_postgresql(engine: Engine) -> None:
    """Have `engine` open such connections, and look whether each is alive before it is used."""
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkout", _begin)


def _connect(dialect: Dialect, record: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
    return KeepingConnection.connect(*positional, **named)


def _begin(connection: psycopg.Connection[Any], record: Any, proxy: Any) -> None:
    """Begin the transaction for which a connection was taken: whoever answers that is alive.

    `pool_pre_ping` would ask by a statement of its own, and the driver would begin by another.
    """
    try:
        answer = connection.pgconn.exec_(b"BEGIN").status
    except psycopg.Error as error:
        raise InvalidatePoolError from error
    if answer != ExecStatus.COMMAND_OK:
        raise InvalidatePoolError
