"""The web server: Granian, with threads, in as many processes as WORKERS says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from forum.core.room import LARGEST_REQUEST
from forum.polls.arrival import ArrivalStamp
from forum.serve.doorstep import configuration
from forum.serve.gate import Gate
from forum.serve.house import application
from forum.serve.orphans import end_with_parent

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WAITING_ROOM = 500
"""Threads for senders that are slow; each costs a tenth of a megabyte, and only while it is needed."""
CONNECTIONS = 4096
HEADER_MILLISECONDS = 10_000
PATIENCE = 8
"""Seconds that requests in progress are given at the end."""


def run_web() -> None:
    """Serve until SIGTERM comes."""
    end_with_parent()
    config = configuration()
    Granian(
        "potluck",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=config.workers,
        blocking_threads=config.threads + WAITING_ROOM,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    ).serve(target_loader=load_application, wrap_loader=False)


def load_application() -> WSGIApplication:
    """Return what a web process serves; called in that process."""
    end_with_parent()
    config = configuration()
    return ArrivalStamp(Gate(application().wsgi_app, places=config.threads, largest=LARGEST_REQUEST))
