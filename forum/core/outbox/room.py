"""Lays out queue and commands of an application's outbox."""

from __future__ import annotations

from flask import Flask

from config import Config
from forum.core import queue
from forum.core.outbox.cli import outbox_cli
from forum.core.outbox.work import take


def init_app(app: Flask, config: Config) -> None:
    """Connect `app` to its queue."""
    queue.init_app(app, config, take)
    app.cli.add_command(outbox_cli)
