"""Servers under measurement: Potluck, and beside it a bare Flask page of the same bytes, on the same Granian."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from config import Config
from forum.core.limits import RATES
from forum.core.page_cache import page_cache_of
from forum.factory import create_app
from forum.serve.gate import Gate
from forum.serve.web import CONNECTIONS, WAITING_ROOM

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORGET = "HTTP_X_FORGET"
THREADS = 8
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server, its port, and the process that began it."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return how much time processors have spent on it, all its processes together."""
        total = 0
        for pid in self._family():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / CLOCK_TICKS

    def memory(self) -> int:
        """Return the bytes that its web process holds."""
        worker = self._family()[-1]
        lines = Path(f"/proc/{worker}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))

    def _family(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]


class Forgetful:
    """Middleware that forgets what is kept before a request that asks for it: a page that has just changed, or all."""

    def __init__(self, app: Flask) -> None:
        self._app = app.wsgi_app
        kept = app.extensions
        pages = [page_cache_of(app).kept.forget, kept["potluck.topic_contents"].forget]
        parts = [kept.setdefault("potluck.slots.plain", OrderedDict()).clear]
        self._forget = {"pages": pages, "everything": pages + parts}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Forget, then answer."""
        for forget in self._forget.get(environ.get(FORGET, ""), ()):
            forget()
        return self._app(environ, start_response)


def potluck() -> WSGIApplication:
    """Return Potluck as it is served, without limits on how often one may act."""
    for name in RATES:
        RATES[name] = ()
    app = create_app(Config.from_environ(os.environ))
    return Gate(Forgetful(app), places=THREADS, largest=1 << 26)


def bare() -> WSGIApplication:
    """Return the least that Flask can be: one page of text."""
    app = Flask("bare")
    pages = {path.name: path.read_text() for path in Path(os.environ["BARE_PAGES"]).iterdir()}

    @app.get("/<name>")
    def page(name: str) -> Any:
        return pages[name]

    return Gate(app.wsgi_app, places=THREADS, largest=1 << 26)


@contextmanager
def server(what: str, **environment: str) -> Iterator[Server]:
    """Run `what`, potluck or bare, and give it once it answers."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.serving", what],
        env={**os.environ, **environment, "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"},
    )
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not begin")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def main() -> None:
    """Serve until told to stop, as `forum.serve` does."""
    Granian(
        "benchmark",
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        websockets=False,
        workers=1,
        blocking_threads=THREADS + WAITING_ROOM,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        log_level=LogLevels.error,
    ).serve(target_loader={"potluck": potluck, "bare": bare}[sys.argv[1]], wrap_loader=False)


if __name__ == "__main__":
    main()
