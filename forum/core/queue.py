"""The queue between web server and worker: huey, carrying nothing but numbers of outbox rows.

It may lose messages, and may be down: the outbox is the truth, the queue only makes it quick.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from redis import ConnectionPool, RedisError

from config import Config

EXTENSION = "potluck.queue"
TASK = "take"
"""With this module's name, the path of the task that queued messages carry. Neither may be renamed."""
CONNECT_SECONDS = 1
ANSWER_SECONDS = 5

log = logging.getLogger(__name__)


class JsonSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Writes messages as JSON, where huey would pickle: who can write to the queue cannot run code."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


def make_huey(config: Config) -> Huey:
    """Return the queue that `config` describes. A damaged queue file is replaced: nothing is lost with it."""
    name = f"potluck{hashlib.sha256(config.database_url.encode()).hexdigest()[:8]}"
    shared = {"results": False, "serializer": JsonSerializer()}
    if config.queue_url.startswith("sqlite"):
        file = Path(config.queue_url.removeprefix("sqlite:///"))
        _replace_if_damaged(file)
        return SqliteHuey(name, filename=str(file), fsync=False, **shared)
    pool = ConnectionPool.from_url(
        config.queue_url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=ANSWER_SECONDS
    )
    return RedisHuey(name, connection_pool=pool, **shared)


def _replace_if_damaged(file: Path) -> None:
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file)) as connection:
            healthy = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.OperationalError:
        return
    except sqlite3.DatabaseError:
        healthy = False
    if not healthy:
        log.warning("%s is damaged and is made anew", file)
        for part in ("", "-wal", "-shm"):
            file.with_name(file.name + part).unlink(missing_ok=True)


def send(ids: Iterable[int]) -> None:
    """Tell the workers about outbox rows. A queue that cannot be reached is no failure: the sweeper comes by."""
    task = current_app.extensions[EXTENSION]
    try:
        for outbox_id in ids:
            task(outbox_id)
    except (sqlite3.Error, RedisError, OSError) as error:
        log.warning("the queue is not reachable: %s", error)


def length() -> int | None:
    """Return how many messages wait; None while the queue cannot be reached."""
    try:
        return int(current_app.extensions[EXTENSION].huey.pending_count())
    except (sqlite3.Error, RedisError, OSError):
        return None


def init_app(app: Flask, config: Config, take: Callable[[int], int | None]) -> None:
    """Make the queue of `app`, whose messages make a worker `take` an outbox row."""

    def take_in_app(outbox_id: int) -> None:
        with app.app_context():
            following = take(outbox_id)
            if following is not None:
                send([following])

    app.extensions[EXTENSION] = make_huey(config).task(name=TASK)(take_in_app)


def huey_of(app: Flask) -> Any:
    """Return the huey instance of `app`, for the worker."""
    return app.extensions[EXTENSION].huey
