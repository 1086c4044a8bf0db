"""Puts polls into the house."""

from __future__ import annotations

from flask import Flask

from forum.polls.cli import poll_cli


def init_app(app: Flask) -> None:
    """Enter the command."""
    app.cli.add_command(poll_cli)
