"""`flask config`: the settings as a page of documentation, and as they stand here."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from config import Config

HEAD = """\
# Settings

Every setting is an environment variable. Without any, `make run` opens a community on this machine, with everything
it keeps in one folder. A wrong value stops the start with one line that names the variable, its value, and what is
allowed. An empty variable counts as one that is not set.

This page is generated from `config.py` by `make docs`.

| variable | default | allowed | meaning |
|---|---|---|---|
"""

config_cli = AppGroup("config", help="Settings from the environment.")


def as_page() -> str:
    """Return `docs/configuration.md`."""
    rows = [
        f"| `{known.variable}` | {_code(known.shown_default)} | {_cell(known.allowed)} | {_cell(known.meaning)} |\n"
        for known in Config.settings()
    ]
    return HEAD + "".join(rows)


def _code(default: str) -> str:
    return _cell(default) if " " in default or "`" in default else f"`{_cell(default)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


@config_cli.command("doc")
def doc_command() -> None:
    """Print the page that explains every setting."""
    click.echo(as_page(), nl=False)


@config_cli.command("show")
def show_command() -> None:
    """Print the settings of this community; passwords and secrets stay hidden."""
    config: Config = current_app.extensions["potluck.config"]
    for name, shown in config.shown().items():
        click.echo(f"{name}={shown}")
