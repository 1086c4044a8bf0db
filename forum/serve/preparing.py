"""What happens before the doors open: an up-to-date database, and somebody inside."""

from __future__ import annotations

import logging
import sys

import flask_migrate
from flask import Flask, url_for

from config import Config
from forum.accounts.cli import setup_token
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.demo import sign_ins
from forum.demo.loading import is_wanted, load_demo


def tell(line: str) -> None:
    """Say what takes a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


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
