"""Real processes that tests start, kill and wait for. Only what a test itself started is ever ended."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1


def start_python(*arguments: str, environment: dict[str, str], output: Path) -> subprocess.Popen[bytes]:
    """Start `python ARGUMENTS` in the project's folder; what it says is added to `output`."""
    with output.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment_of(environment),
            stdout=said,
            stderr=said,
            preexec_fn=end_with_the_tests,  # tests start processes from their main thread
        )


def environment_of(environment: dict[str, str]) -> dict[str, str]:
    """Return what a process is to find in its environment: `environment`, and of ours what any program needs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return kept | environment


def end_with_the_tests() -> None:
    """Ask Linux to end this process when the tests are interrupted, so that none is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Process(Protocol):
    """A process that a test started, in whichever way."""

    @property
    def pid(self) -> int:
        """Its number."""

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends. Returns how."""

    def send_signal(self, number: signal.Signals, /) -> None:
        """Send it a signal, unless it has ended."""

    def kill(self) -> None:
        """End it at once."""


def kill(process: Process) -> None:
    """End `process` at once, as a power cut would."""
    process.kill()
    process.wait()
