"""Servers of a test's own, on free ports and in folders that go away, to be stopped and started at will."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import redis

from tests.running_house import free_port

PATIENCE = 20


@dataclass
class Server:
    """A server: how it is started, as whom, where it answers, and what ends it."""

    command: list[str]
    url: str
    user: str | None = None
    ended_by: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            self.command, user=self.user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        ends = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < ends, f"{self.command[0]} does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(self.ended_by)
            self.process.wait(PATIENCE)
            self.process = None

    def _answers(self) -> bool:
        with suppress(psycopg.Error, redis.RedisError):
            if self.url.startswith("redis"):
                return bool(redis.Redis.from_url(self.url).ping())
            psycopg.connect(self.url, connect_timeout=2).close()
            return True
        return False


@contextmanager
def own_redis(folder: Path) -> Iterator[Server]:
    """A Redis that keeps nothing when it is stopped."""
    program = shutil.which("redis-server") or pytest.skip("Redis is not here")
    port = free_port()
    server = Server(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        f"redis://127.0.0.1:{port}/0",
    )
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def own_postgresql() -> Iterator[Server]:
    """A PostgreSQL with one empty database. It refuses to run as root, so root lets its own user run it."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("PostgreSQL's server is not here")
    user = "postgres" if os.getuid() == 0 else None
    port = free_port()
    with TemporaryDirectory(prefix="postgresql-") as home:
        if user:
            shutil.chown(home, user)
        initdb = [str(programs[-1] / "initdb"), "-D", home, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run(initdb, user=user, cwd="/", check=True, capture_output=True)
        options = (f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")
        server = Server(
            [
                str(programs[-1] / "postgres"),
                "-D",
                home,
                *(part for option in options for part in ("-c", option)),
            ],
            f"postgresql://postgres@127.0.0.1:{port}/postgres",
            user,
            signal.SIGQUIT,
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
