"""The console says that the house is open when it answers, and not before."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from config import Config
from forum.serve.greeting import LONG_SECONDS, Greeting
from tests.running_house import OPENING_SECONDS, RunningHouse, descendants, free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


class Answers(BaseHTTPRequestHandler):
    """A web server that has little to say."""

    def do_HEAD(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def somebody_answers(port: int) -> Iterator[None]:
    """Let a web server answer at `port` meanwhile."""
    with HTTPServer(("127.0.0.1", port), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_it_says_open_only_when_it_answers_and_until_then_that_it_is_still_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = Config.from_environ({"DATA_DIR": str(tmp_path), "PORT": str(free_port())})
    passed = 0.0
    greeting = Greeting("It is open.", config, now=lambda: passed)

    assert not greeting.look()
    assert capsys.readouterr().out == ""
    for round_ in (1, 2):
        passed = round_ * LONG_SECONDS
        assert not greeting.look()
        assert not greeting.look()
        assert (
            capsys.readouterr().out
            == f"Still starting: no answer yet after {round_ * LONG_SECONDS} seconds …\n"
        )
    with somebody_answers(config.port):
        assert greeting.look()
    assert capsys.readouterr().out == "It is open.\n"


def test_a_web_server_that_dies_before_it_answers_is_started_anew(tmp_path: Path) -> None:
    house = RunningHouse(tmp_path / "data", {"DATA_DIR": str(tmp_path / "data"), "DEMO": "0"}, free_port())
    house.begin()
    try:
        ends = time.monotonic() + OPENING_SECONDS
        while not (children := descendants(house.process.pid)) and time.monotonic() < ends:
            time.sleep(0.002)
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while "is open" not in house.said() and time.monotonic() < ends:
            time.sleep(0.05)
        assert "is started anew" in house.said().partition("is open")[0]
        assert house.ask() < 400
    finally:
        house.close()
