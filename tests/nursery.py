"""Processes forked from one that has loaded the house already: loading it is most of what a start costs.

What runs is what `python -m MODULE ARGUMENTS` would run, in a process of its own and with an environment of its own.
The one that has loaded everything does nothing else, and is started once for each worker of the tests that wants it.
`tests/faults/serve/test_house.py` starts as people do.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.processes import ROOT, end_with_the_tests, environment_of

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.nursery_contents"])


@dataclass(frozen=True)
class Forked:
    """A process out of the nursery, treated as one of `subprocess` is."""

    process: BaseProcess

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process.pid is not None
        return self.process.pid

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends. Returns how."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(self.process.name, timeout or 0)
        return self.process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.send_signal(signal.SIGKILL)


def fork_python(module: str, *arguments: str, environment: dict[str, str], output: Path) -> Forked:
    """Start what `python -m MODULE ARGUMENTS` runs; what it says is added to `output`."""
    process = CONTEXT.Process(
        target=_run, args=(module, arguments, environment_of(environment), output), name=module
    )
    process.start()
    return Forked(process)


def _run(module: str, arguments: tuple[str, ...], environment: dict[str, str], output: Path) -> None:
    end_with_the_tests()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(said, stream.fileno())
    os.close(said)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
