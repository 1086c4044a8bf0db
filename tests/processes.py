"""Real processes that tests start, kill and wait for. Only what a test itself started is ever ended."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1


def start_python(*arguments: str, environment: dict[str, str], output: Path) -> subprocess.Popen[bytes]:
    """Start `python ARGUMENTS` in the project's folder; what it says is added to `output`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    with output.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=kept | environment,
            stdout=said,
            stderr=said,
            preexec_fn=_end_with_the_tests,  # tests start processes from their main thread
        )


def _end_with_the_tests() -> None:
    """Ask Linux to end this process when the tests are interrupted, so that none is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End `process` at once, as a power cut would."""
    process.kill()
    process.wait()
