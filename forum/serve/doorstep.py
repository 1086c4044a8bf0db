"""What is looked at before anything else is loaded: the settings, that the folder is free, and that the port is.

Who may not open hears so at once: nothing here imports the application, which takes a second or two.
"""

from __future__ import annotations

import fcntl
import socket
import time
from functools import cache
from pathlib import Path
from typing import IO

from config import Config, load
from forum.serve.refusal import Refusal

LOCK_SECONDS = 5
"""How long the processes of a house that was just killed may take to notice."""


@cache
def configuration() -> Config:
    """Return the settings; ends the process with one line on a wrong one."""
    return load()


def lock_folder(folder: Path) -> IO[str]:
    """Return the lock of `folder`, held until it is closed or the process ends.

    Raises:
        Refusal: when another house runs there.
    """
    lock = (folder / "lock").open("w")
    ends = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends:
                raise Refusal(f"DATA_DIR is “{folder}”, where a Potluck is running already.") from None
            time.sleep(0.1)
        else:
            return lock


def check_port(config: Config) -> None:
    """See that nobody listens yet where we shall.

    Raises:
        Refusal: when somebody does, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise Refusal(
                f"PORT is “{config.port}” on {config.host}: {reason}. Choose another with PORT=…."
            ) from error
