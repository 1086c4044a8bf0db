"""`flask backup`: copy this community into one file, and make a copy stand up again."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from config import Config
from forum.core.backup import BackupError, make_backup, restore_backup

FILE = click.Path(path_type=Path, dir_okay=False)

backup_cli = AppGroup("backup", help="Copy this community into one file, and restore one.")


@backup_cli.command("make")
@click.argument("file", type=FILE)
def make_command(file: Path) -> None:
    """Copy database, pictures and secret into FILE, while the community is in use."""
    config: Config = current_app.extensions["potluck.config"]
    try:
        make_backup(config, file)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{file}: {file.stat().st_size / 1e6:.1f} MB. Keep it private: it holds all that members wrote."
    )


@backup_cli.command("restore")
@click.argument("file", type=FILE)
def restore_command(file: Path) -> None:
    """Make the copy in FILE the community of this DATA_DIR and DATABASE_URL, which must be empty."""
    config: Config = current_app.extensions["potluck.config"]
    try:
        restore_backup(config, file)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Restored. Start it with make run; the search index is made anew by itself.")
