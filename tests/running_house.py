"""A whole house as `make run` opens it: real processes on a free port, in a folder of its own."""

from __future__ import annotations

import http.client
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.nursery import fork_python
from tests.processes import Process, start_python

OPENING_SECONDS = 60


@dataclass
class RunningHouse:
    """A house, where it answers, and what it said."""

    data_dir: Path
    environment: dict[str, str]
    port: int
    loads_itself: bool = False
    """Whether it is started as people do, which takes more of a processor than all that a test wants of it."""
    process: Process = field(init=False)
    opened_in: float = field(init=False, default=0)

    @property
    def output(self) -> Path:
        """What its processes write."""
        return self.data_dir.with_name(self.data_dir.name + ".out")

    def begin(self) -> None:
        """Start it."""
        environment = {**self.environment, "PORT": str(self.port)}
        if self.loads_itself:
            self.process = start_python("-m", "forum.serve", environment=environment, output=self.output)
        else:
            self.process = fork_python("forum.serve", environment=environment, output=self.output)

    def open(self) -> None:
        """Start it and wait until it says that it is open."""
        began, said = time.monotonic(), self.said()
        self.begin()
        while "Ctrl-C closes it." not in self.said()[len(said) :]:
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - began < OPENING_SECONDS, self.said()
            time.sleep(0.05)
        self.opened_in = time.monotonic() - began

    def said(self) -> str:
        """Return all that was written so far."""
        return self.output.read_text(encoding="utf-8") if self.output.exists() else ""

    def ask(self, path: str = "/", timeout: float = 10) -> int:
        """Return the status of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def seconds_until_it_answers(self, most: float = 30) -> float:
        """Return how long it takes until it answers again."""
        began = time.monotonic()
        while time.monotonic() - began < most:
            with suppress(OSError, http.client.HTTPException):
                self.ask(timeout=2)
                return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError(f"no answer within {most} seconds")

    def close(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end. Returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def running_house(
    data_dir: Path, *, loads_itself: bool = False, **environment: str
) -> Iterator[RunningHouse]:
    """Give a house that is open, and end all its processes afterwards."""
    house = RunningHouse(data_dir, {"DATA_DIR": str(data_dir), **environment}, free_port(), loads_itself)
    try:
        house.open()
        yield house
    finally:
        if house.process.poll() is None:
            house.close()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> set[int]:
    """Return the processes that `pid` started, and those that they started."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            parents[int(status.parent.name)] = int(fields[1])
    found: set[int] = set()
    layer = {pid}
    while layer := {child for child, parent in parents.items() if parent in layer}:
        found |= layer
    return found
