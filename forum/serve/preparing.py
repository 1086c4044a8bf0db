"""What happens before the doors open: one house per folder, a free port, an up-to-date database, somebody inside."""

from __future__ import annotations

import fcntl
import logging
import socket
import sys
import time
from pathlib import Path
from typing import IO

import flask_migrate
from flask import Flask, url_for

from config import Config
from forum.accounts.cli import setup_token
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.demo import sign_ins
from forum.demo.loading import is_wanted, load_demo
from forum.serve.refusal import Refusal

LOCK_SECONDS = 5
"""How long the processes of a house that was just killed may take to notice."""


def tell(line: str) -> None:
    """Say what takes a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


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


def migrate_database(app: Flask) -> None:
    """Bring the database up to date."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        flask_migrate.upgrade()


def welcome(app: Flask, config: Config) -> str:
    """Fill an empty community with the demo where that is wanted, and return what the console says."""
    lines = [f"Potluck is open at {config.public_url}"]
    with app.app_context(), app.test_request_context(base_url=config.public_url):
        if config.demo and is_wanted():
            tell("Filling the community with the demo, once …")
            load_demo(config.data_dir, clock.now())
        kept = config.data_dir / sign_ins.FILE
        if config.demo and kept.exists():
            lines += ["", "Sign in to the demo as", kept.read_text(encoding="utf-8").rstrip()]
        with write_transaction():
            token = setup_token()
        if token is not None:
            address = url_for("admin.setup", token=token, _external=True)
            lines += ["", "Set it up with this link, which works once:", address]
    return "\n".join([*lines, "", "Ctrl-C closes it."])
