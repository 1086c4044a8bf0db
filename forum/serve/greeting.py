"""What the console says once the house answers, and meanwhile when that takes long."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from contextlib import suppress

from config import Config
from forum.serve.preparing import tell

LONG_SECONDS = 20
"""After which the console says that it is still starting; and again after so long."""
ANSWER_SECONDS = 2


class Greeting:
    """Says `words` once the web server answers; `look` asks it, and is to be called until it says so."""

    def __init__(self, words: str, config: Config, now: Callable[[], float] = time.monotonic) -> None:
        self._words, self._config, self._now = words, config, now
        self._began = self._said_at = now()

    def look(self) -> bool:
        """Ask whether it is open. Returns whether it was and that has been said."""
        if self._answers():
            tell(self._words)
            return True
        if self._now() - self._said_at >= LONG_SECONDS:
            self._said_at = self._now()
            tell(f"Still starting: no answer yet after {self._said_at - self._began:.0f} seconds …")
        return False

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self._config.host, self._config.port, timeout=ANSWER_SECONDS)
        with suppress(OSError, http.client.HTTPException):
            connection.request("HEAD", "/", headers={"Host": self._config.public_host})
            connection.getresponse()
            return True
        connection.close()
        return False
