"""Slow senders wait before the gate, not inside."""

from __future__ import annotations

import io
from threading import Event, Thread

from forum.serve.gate import Gate


class SlowBody(io.RawIOBase):
    """A body whose end comes when it is let go."""

    def __init__(self, end: Event) -> None:
        self.end = end

    def read(self, size: int = -1) -> bytes:
        self.end.wait()
        return b""


def echo(environ: dict, start_response: object) -> list[bytes]:
    return [environ["wsgi.input"].read()]


def ask(gate: Gate, body: object, **environ: str) -> list[bytes]:
    return list(gate({"wsgi.input": body, **environ}, None))


def test_a_body_arrives_whole() -> None:
    gate = Gate(echo, places=1, largest=5_000_000)
    body = bytes(range(256)) * 10_000

    assert ask(gate, io.BytesIO(body), CONTENT_LENGTH=str(len(body))) == [body]
    assert ask(gate, io.BytesIO(body), HTTP_TRANSFER_ENCODING="chunked") == [body]


def test_others_are_answered_while_some_send_slowly() -> None:
    gate = Gate(echo, places=1, largest=1_000)
    end = Event()
    slow = [Thread(target=ask, args=(gate, SlowBody(end)), kwargs={"CONTENT_LENGTH": "9"}) for _ in range(20)]
    for thread in slow:
        thread.start()

    answers: list[list[bytes]] = []
    quick = Thread(target=lambda: answers.append(ask(gate, io.BytesIO(b"quick"), CONTENT_LENGTH="5")))
    quick.start()
    quick.join(5)
    end.set()
    for thread in slow:
        thread.join()

    assert answers == [[b"quick"]]


def test_only_so_many_are_inside_at_once() -> None:
    inside, most, go_on = [0], [0], Event()

    def busy(environ: dict, start_response: object) -> list[bytes]:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        go_on.wait(0.02)
        inside[0] -= 1
        return []

    gate = Gate(busy, places=3, largest=0)
    threads = [Thread(target=ask, args=(gate, io.BytesIO())) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most[0] == 3


def test_a_body_that_says_it_is_too_large_is_not_taken_in() -> None:
    seen = []
    gate = Gate(lambda environ, start: seen.append(environ["wsgi.input"]) or [], places=1, largest=10)
    body = io.BytesIO(b"x" * 11)

    ask(gate, body, CONTENT_LENGTH="11")

    assert seen == [body]
    assert body.tell() == 0


def test_an_endless_body_is_cut_just_beyond_the_limit() -> None:
    gate = Gate(echo, places=1, largest=10)

    assert ask(gate, io.BytesIO(b"x" * 5_000), HTTP_TRANSFER_ENCODING="chunked") == [b"x" * 11]
