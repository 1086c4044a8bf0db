"""Two hundred clients that send slowly keep nobody else waiting."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.running_house import RunningHouse, running_house

SLOW = 200
ASKED = 60
SLACK = 0.1
"""Seconds granted to a machine that is busy with other tests."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    with running_house(tmp_path_factory.mktemp("slow") / "data", DEMO="0") as house:
        yield house


def p95(house: RunningHouse) -> float:
    """Return how long nineteen of twenty answers take at most."""
    times = []
    for _ in range(ASKED):
        began = time.perf_counter()
        house.ask("/sign-in")
        times.append(time.perf_counter() - began)
    return sorted(times)[int(ASKED * 0.95)]


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nemail=",
    ],
    ids=["connections that say nothing", "headers", "bodies"],
)
def test_slow_senders_keep_nobody_waiting(house: RunningHouse, beginning: bytes) -> None:
    house.ask("/sign-in")
    before = p95(house)

    with ExitStack() as open_connections:
        for _ in range(SLOW):
            connection = open_connections.enter_context(socket.create_connection(("127.0.0.1", house.port)))
            connection.sendall(beginning)
        meanwhile = p95(house)

    assert meanwhile <= 2 * before + SLACK
