"""What is written to standard error: one line an event, in which nothing that people typed can forge another."""

from __future__ import annotations

import logging
import re
import time

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
REPETITIVE = frozenset(
    {"huey.consumer.Worker", "forum.core.queue", "forum.core.cache.shared", "forum.core.worker"}
)
SILENCE_SECONDS = 30
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Formats records with control characters escaped. A traceback follows on lines of its own, indented."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """Return the line of one record."""
        return CONTROL.sub(lambda found: ascii(found[0])[1:-1], super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        """Return the traceback, indented, so that no line of it reads as an event."""
        lines = super().formatException(ei).splitlines()  # type: ignore[arg-type]  # logging's own tuple
        return "\n".join(f"    {CONTROL.sub(' ', line)}" for line in lines)


class Sparing(logging.Filter):
    """Lets what a server that is away makes us repeat through once in a while, and without its traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether `record` is worth saying again."""
        if record.name not in REPETITIVE:
            return True
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = f"{record.getMessage()}: {record.exc_info[1]}", ()
            record.exc_info = record.exc_text = None
        kind = (record.name, str(record.msg))
        now = time.monotonic()
        if now < self._said.get(kind, 0.0):
            return False
        self._said[kind] = now + SILENCE_SECONDS
        return True


def configure(level: str) -> None:
    """Send everything from `level` on to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(FORMAT))
    handler.addFilter(Sparing())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("huey", "alembic", "botocore", "PIL"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
