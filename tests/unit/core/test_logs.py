"""Nothing that people typed can forge a line of the log."""

from __future__ import annotations

import logging

from forum.core.logs import FORMAT, OneLine, Sparing


def line(message: str, *args: object, exc_info: object = None) -> str:
    record = logging.LogRecord("forum", logging.INFO, "", 0, message, args, exc_info)  # type: ignore[arg-type]
    return OneLine(FORMAT).format(record)


def test_line_breaks_and_escapes_are_written_out() -> None:
    written = line("sign-in of %s failed", "anna\r\n2026 INFO forum: sign-in of emil\x1b[2J\u2028")

    assert len(written.splitlines()) == 1
    assert r"anna\r\n2026 INFO forum: sign-in of emil\x1b[2J\u2028" in written


def test_a_traceback_is_indented() -> None:
    try:
        raise ValueError("first\n2026 INFO forum: forged")
    except ValueError as error:
        written = line("failed", exc_info=(ValueError, error, error.__traceback__))

    assert all(part.startswith("    ") for part in written.splitlines()[1:])


def test_a_server_that_is_away_does_not_fill_the_log() -> None:
    sparing, handled = Sparing(), []
    for _ in range(50):
        error = ConnectionError("refused")
        record = logging.LogRecord(
            "huey.consumer.Worker",
            logging.ERROR,
            "",
            0,
            "Error reading from queue",
            (),
            (type(error), error, None),
        )
        if sparing.filter(record):
            handled.append(OneLine("%(message)s").format(record))

    assert handled == ["Error reading from queue: refused"]


def test_other_events_are_never_held_back() -> None:
    sparing = Sparing()
    record = logging.LogRecord("forum.accounts", logging.INFO, "", 0, "sign-in failed", (), None)

    assert all(sparing.filter(record) for _ in range(5))
