"""Opening the house, in a folder that is ours and on a port that is free: prepare, start, look after, close."""

from __future__ import annotations

import os

from config import Config
from forum.core.worker import run_worker
from forum.serve.greeting import Greeting
from forum.serve.house import application, let_go
from forum.serve.orphans import end_with_parent
from forum.serve.preparing import migrate_database, welcome
from forum.serve.supervisor import Supervisor
from forum.serve.web import run_web

STEPS_BACK = 5
"""Of 19: of a processor that both want, the worker gets a quarter."""


def run_house(config: Config) -> None:
    """Run it until it is told to close."""
    migrate_database(application())
    words = welcome(application(), config)
    let_go()
    greeting = Greeting(words, config)
    Supervisor({"web": run_web, "worker": work}).run(greeting.look)


def work() -> None:
    """Be the worker, which steps back where somebody waits for a page."""
    os.nice(STEPS_BACK)
    end_with_parent()
    run_worker(application())
