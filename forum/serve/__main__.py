"""`python -m forum.serve`: prepare, open, look after, close."""

from __future__ import annotations

import os
import sys

from forum.core import logs
from forum.core.worker import run_worker
from forum.serve.greeting import Greeting
from forum.serve.house import application, configuration, let_go
from forum.serve.orphans import end_with_parent
from forum.serve.preparing import check_port, lock_folder, migrate_database, welcome
from forum.serve.refusal import Refusal
from forum.serve.supervisor import Supervisor
from forum.serve.web import run_web

STEPS_BACK = 5
"""Of 19: of a processor that both want, the worker gets a quarter."""


def main() -> int:
    """Run the house until it is told to close. Returns the exit code."""
    config = configuration()
    logs.configure(config.log_level)
    try:
        lock = lock_folder(config.data_dir)
        check_port(config)
        migrate_database(application())
        words = welcome(application(), config)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    let_go()
    with lock:
        greeting = Greeting(words, config)
        Supervisor({"web": run_web, "worker": work}).run(greeting.look)
    return 0


def work() -> None:
    """Be the worker, which steps back where somebody waits for a page."""
    os.nice(STEPS_BACK)
    end_with_parent()
    run_worker(application())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
