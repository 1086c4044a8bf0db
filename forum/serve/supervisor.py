"""Keeps children running: starts one anew when it dies, ends all when told to."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

LOOK_SECONDS = 0.2
GREETING_SECONDS = 0.05
"""Between two looks as long as nobody was greeted: who starts a house waits for that."""
LONGEST_PAUSE = 0.8
"""Seconds before a child that dies again and again is started anew."""
STEADY_SECONDS = 5
"""A child that lived so long died by accident, and is started anew at once."""
PATIENCE = 10

log = logging.getLogger(__name__)
if sys.platform == "linux":
    CONTEXT = multiprocessing.get_context("fork")
else:
    CONTEXT = multiprocessing.get_context("spawn")


class Supervisor:
    """The parent of named children."""

    def __init__(self, children: Mapping[str, Callable[[], None]]) -> None:
        self._targets = dict(children)
        self._running: dict[str, BaseProcess] = {}
        self._born: dict[str, float] = {}
        self._deaths: dict[str, int] = dict.fromkeys(children, 0)
        self._over = False

    def run(self, is_greeted: Callable[[], bool]) -> None:
        """Start the children and look after them until SIGINT, SIGTERM or SIGHUP comes.

        Meanwhile `is_greeted` is called again and again, until it says yes.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for name in self._targets:
                self._start(name)
            greeted = False
            while not self._over:
                greeted = greeted or is_greeted()
                self._look(LOOK_SECONDS if greeted else GREETING_SECONDS)
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._over = True

    def _look(self, seconds: float) -> None:
        wait([child.sentinel for child in self._running.values()], timeout=seconds)
        for name, child in list(self._running.items()):
            if not child.is_alive() and not self._over:
                self._replace(name, child)

    def _replace(self, name: str, child: BaseProcess) -> None:
        steady = time.monotonic() - self._born[name] > STEADY_SECONDS
        self._deaths[name] = 0 if steady else self._deaths[name] + 1
        log.warning("the %s process ended (%s) and is started anew", name, child.exitcode)
        time.sleep(min(LONGEST_PAUSE, 0.1 * 2 ** self._deaths[name] - 0.1))
        self._start(name)

    def _start(self, name: str) -> None:
        child = CONTEXT.Process(target=_as_child, args=(self._targets[name],), name=name)
        child.start()
        self._running[name], self._born[name] = child, time.monotonic()

    def _end_all(self) -> None:
        for child in self._running.values():
            child.terminate()
        ends = time.monotonic() + PATIENCE
        for child in self._running.values():
            child.join(max(0.1, ends - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()


def _as_child(target: Callable[[], None]) -> None:
    """Run `target` in a session of its own: Ctrl-C reaches the parent only, which ends its children in order."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    target()
