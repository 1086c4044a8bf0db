"""Clients that ask as fast as they are answered, in processes of their own."""

from __future__ import annotations

import itertools
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection

PROCESSES = 2
AT_ONCE = 8
"""How many requests are under way at any time, unless told otherwise."""
CHUNK = 1 << 18


@dataclass(frozen=True)
class Load:
    """What became of the requests of one measurement."""

    seconds: float
    latencies: list[float]
    failures: int

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, part: float) -> float:
        """Return the time in milliseconds within which `part` of the requests were answered; endless for none."""
        ordered = sorted(self.latencies) or [inf]
        return 1_000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Return a request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def put_under_load(port: int, requests: Sequence[bytes], seconds: float, at_once: int = AT_ONCE) -> Load:
    """Send `requests` round and round for some seconds, `at_once` at any time, and return what became of them.

    Each client has its own part of the requests, unless they are too few to part.
    """
    context = get_context("fork")
    pipes, clients = [], []
    processes = min(PROCESSES, at_once)
    for number in range(processes):
        ours, theirs = context.Pipe(duplex=False)
        own = requests[number::processes] if len(requests) > 2 * processes else requests
        client = context.Process(target=_ask, args=(port, own, seconds, at_once // processes, theirs))
        client.start()
        pipes.append(ours)
        clients.append(client)
    results = [pipe.recv() for pipe in pipes]
    for client in clients:
        client.join()
    latencies = [latency for found, _ in results for latency in found]
    return Load(seconds, latencies, sum(failures for _, failures in results))


def _ask(port: int, requests: Sequence[bytes], seconds: float, lines: int, report: Connection) -> None:
    selector = selectors.DefaultSelector()
    turns = itertools.cycle(requests)
    latencies: list[float] = []
    failures = 0
    for _ in range(lines):
        line = socket.create_connection(("127.0.0.1", port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(line, selectors.EVENT_READ, [line, bytearray(), 0.0, -1])
    ends = time.perf_counter() + seconds
    for key in selector.get_map().values():
        _send(key.data, next(turns))
    while time.perf_counter() < ends:
        for key, _ in selector.select(0.5):
            state = key.data
            chunk = state[0].recv(CHUNK)
            if not chunk:
                raise ConnectionError("the server hung up")
            state[1] += chunk
            if state[3] < 0:
                head = state[1].find(b"\r\n\r\n")
                if head < 0:
                    continue
                state[3] = head + 4 + _length(state[1][:head])
                failures += not state[1].startswith((b"HTTP/1.1 2", b"HTTP/1.1 3"))
            if len(state[1]) >= state[3]:
                latencies.append(time.perf_counter() - state[2])
                _send(state, next(turns))
    report.send((latencies, failures))


def _send(state: list[object], data: bytes) -> None:
    state[1], state[2], state[3] = bytearray(), time.perf_counter(), -1
    state[0].sendall(data)  # type: ignore[attr-defined]  # the socket


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
