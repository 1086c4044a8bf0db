"""Asking, round after round, Potluck and the bare page in turns, so that both meet the machine in the same mood."""

from __future__ import annotations

import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.community import Community
from benchmarks.load import Load, put_under_load, request
from benchmarks.questions import Question, questions
from benchmarks.serving import Server, server
from benchmarks.weight import Weight, weights_of

Figures = Mapping[str, "Figure"]


@dataclass(frozen=True)
class Measured:
    """Everything that one community gave."""

    figures: Figures
    weights: list[Weight]
    statements: Mapping[str, tuple[int, int, int]]
    memory: Memory


@dataclass(frozen=True)
class Memory:
    """Resident bytes of web processes: ours once it answered, ours after all that was asked, and the bare one's."""

    first: int
    last: int
    bare: int


@dataclass(frozen=True)
class Figure:
    """What one question gave, in medians over its rounds; the ratios are to the bare page and none for acts.

    `bare_pages` is how many bare pages the processor would have given meanwhile: of the same bytes, of none for acts.
    It compares what was measured at different moments: a machine that became slower is slower at both.
    """

    rate: float
    p50: float
    p99: float
    milliseconds: float
    """Of a processor, for one answer."""
    bare_pages: float
    ratio: float | None = None
    processor_ratio: float | None = None


@dataclass(frozen=True)
class _Round:
    load: Load
    processor: float


def measure(place: Community, folder: Path, *, seconds: float, rounds: int, only: str = "") -> Measured:
    """Return what one community gives."""
    pages = folder / "bare"
    pages.mkdir()
    with server("potluck", **place.environment) as potluck:
        first = potluck.memory()
        asked = [question for question in questions(place, potluck.port) if only in question.name]
        for number, question in enumerate(asked):
            (pages / str(number)).write_bytes(_body(potluck, question) if question.page else b"")
        with server("bare", BARE_PAGES=str(pages)) as bare:
            found = {
                question.name: _figure(question, number, potluck, bare, seconds, rounds)
                for number, question in enumerate(asked)
            }
            memory = Memory(first, potluck.memory(), bare.memory())
        return Measured(found, weights_of(potluck.port, place), place.statements, memory)


def _figure(
    question: Question, number: int, potluck: Server, bare: Server, seconds: float, rounds: int
) -> Figure:
    ours: list[_Round] = []
    theirs: list[_Round] = []
    plain = [request("GET", f"/{number}", {"Host": "127.0.0.1"})]
    for _ in range(rounds):
        ours.append(_round(potluck, question.requests, seconds, question.at_once))
        theirs.append(_round(bare, plain, seconds, question.at_once))
    failures = sum(each.load.failures for each in ours)
    if failures:
        raise RuntimeError(f"{question.name}: {failures} requests failed")
    by_processor = median(our.processor / their.processor for our, their in zip(ours, theirs, strict=True))
    by_rate = median(our.load.rate / their.load.rate for our, their in zip(ours, theirs, strict=True))
    return Figure(
        rate=median(each.load.rate for each in ours),
        p50=median(each.load.quantile(0.5) for each in ours),
        p99=median(each.load.quantile(0.99) for each in ours),
        milliseconds=1_000 * median(each.processor for each in ours),
        bare_pages=by_processor,
        ratio=by_rate if question.page else None,
        processor_ratio=1 / by_processor if question.page else None,
    )


def _round(one: Server, requests: Sequence[bytes], seconds: float, at_once: int) -> _Round:
    put_under_load(one.port, requests, seconds / 10, at_once)
    before = one.processor_seconds()
    load = put_under_load(one.port, requests, seconds, at_once)
    return _Round(load, (one.processor_seconds() - before) / max(1, len(load.latencies)))


def _body(potluck: Server, question: Question) -> bytes:
    """Return the page as a client without compression gets it: the bare page is as long."""
    line = http.client.HTTPConnection("127.0.0.1", potluck.port)
    head, _, _ = question.requests[0].decode().partition("\r\n\r\n")
    first, *rest = head.split("\r\n")
    headers = dict(each.split(": ", 1) for each in rest if not each.startswith(("Accept-Encoding", "Host")))
    line.request("GET", first.split()[1], headers={**headers, "Host": f"127.0.0.1:{potluck.port}"})
    answer = line.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{question.name}: {answer.status}")
    return answer.read()
