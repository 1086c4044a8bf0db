"""The process that does what follows: huey's workers, and the sweeper that keeps them fed."""

from __future__ import annotations

import logging
from threading import Event, Thread

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey.consumer import Consumer

from forum.core import chores, outbox, queue
from forum.core.database import db

THREADS = 3
"""A slow mail server keeps one, a rebuild another; somebody is left for the rest."""
LONGEST_NAP = 0.5
"""Seconds after which an idle worker looks for work again."""
SWEEP_SECONDS = 1.0
CHORES_EVERY = 30
"""Sweeps between two looks at the chores."""
PATIENCE = 8
"""Seconds that work in progress is given at the end; what is not done by then is done after the next start."""

log = logging.getLogger(__name__)


def run_worker(app: Flask) -> None:
    """Work until SIGTERM or SIGINT comes."""
    consumer = Consumer(
        queue.huey_of(app),
        workers=THREADS,
        periodic=False,
        max_delay=LONGEST_NAP,
        scheduler_interval=60,
        health_check_interval=1,
        shutdown_timeout=PATIENCE,
        graceful_signal="TERM",
    )
    over = Event()
    sweeper = Thread(target=sweep_until, args=(app, over), name="sweeper", daemon=True)
    sweeper.start()
    try:
        consumer.run()
    finally:
        over.set()
        sweeper.join(PATIENCE)


def sweep_until(app: Flask, over: Event) -> None:
    """Sweep the outbox every second, and look at the chores from time to time, whatever fails meanwhile."""
    rounds = 0
    while True:
        try:
            with app.app_context():
                if rounds % CHORES_EVERY == 0:
                    chores.start_due()
                outbox.sweep()
        except Exception as error:  # noqa: BLE001 - a database that is away comes back, and the sweeper must be here
            log.warning("the sweeper could not work: %s", error)
        rounds += 1
        if over.wait(SWEEP_SECONDS):
            return


@click.command("worker")
@with_appcontext
def worker_command() -> None:
    """Do what follows from changes: mail, search index, notifications, jobs."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # huey's threads need the app itself
    db.session.remove()
    run_worker(app)


def init_app(app: Flask) -> None:
    """Offer `flask worker`."""
    app.cli.add_command(worker_command)
