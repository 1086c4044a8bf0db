"""No process outlives the one that started it, however that one ended."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread

LOOK_SECONDS = 0.3
PATIENCE = 8


def end_with_parent() -> None:
    """Have this process end when its parent is gone: politely first, then at once."""
    Thread(target=_watch, args=(os.getppid(),), name="orphan-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)
