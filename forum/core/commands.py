"""What every `flask …` command has in common: where there is no community yet, it says so instead of failing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from forum.core.database import db
from forum.core.versions import ContentVersion

NOTHING_YET = (
    "there is no community in this database yet. "
    "Start it once with `make run`, or make its tables with `flask db upgrade`"
)


def say_when_there_is_nothing_yet(app: Flask) -> None:
    """Have each command that the rooms brought tell in one line that the tables are missing."""
    for command in _all_commands(app.cli):
        if command.callback is not None:
            command.callback = _told(command.callback)


def _all_commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from _all_commands(command)


def _told(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return callback(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            db.session.rollback()
            if inspect(db.engine).has_table(ContentVersion.__tablename__):
                raise
            raise click.ClickException(NOTHING_YET) from error

    return run
