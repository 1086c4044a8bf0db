"""Parts of a full installation that a machine may lack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import psycopg
import pytest
import redis

POSTGRESQL_SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS_SERVER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), "")
"""The same engine without a desktop around it comes first: it opens a window in a quarter of the time."""
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Part:
    """One kind of part, how to see whether it is here, and what to do about it."""

    name: str
    is_here: Callable[[], bool]
    advice: str

    def require(self) -> None:
        """Skip the test that needs this part where it is missing."""
        if not self.is_here():
            pytest.skip(f"{self.name} is not here")


@lru_cache
def _postgresql_answers() -> bool:
    try:
        psycopg.connect(POSTGRESQL_SERVER, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


@lru_cache
def _redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS_SERVER, socket_connect_timeout=2).ping())
    except redis.RedisError:
        return False


PARTS = {
    part.name: part
    for part in (
        Part(
            "PostgreSQL", _postgresql_answers, "start a server on 127.0.0.1:5432 or set TEST_POSTGRESQL_URL"
        ),
        Part("Redis", _redis_answers, "start a server on 127.0.0.1:6379 or set TEST_REDIS_URL"),
        Part("Chromium", lambda: bool(CHROMIUM), "install the package chromium"),
    )
}


def missing_parts() -> list[str]:
    """Return one line for each kind of part that this machine lacks."""
    return [f"{part.name} ({part.advice})" for part in PARTS.values() if not part.is_here()]


def shared_data(name: str) -> Path:
    """Return a file or folder of the real data that lies beside the project; skip without it, fail so in CI."""
    path = SHARED_DATA / name
    if not path.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the real data {name} is not here")
    return path
