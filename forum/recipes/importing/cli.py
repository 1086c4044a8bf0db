"""`flask import recipes FILE.jsonl` and `flask export recipes`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from config import Config
from forum.core.importing import Rejects, import_cli, import_lines, report
from forum.core.policy import Invalid
from forum.recipes.importing.exporting import exported_lines
from forum.recipes.importing.recipes import CATEGORY, RecipeImport, read_photos

export_cli = AppGroup("export", help="Write out what members made, to be taken in elsewhere.")


@import_cli.command("recipes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--category", default=CATEGORY, help="Name of the category in which they shall stand.")
@click.option(
    "--photos",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with photos, and a credits.json that says which recipe each one shows.",
)
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the pictures that an export wrote beside its file.",
)
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where rejected lines are written."
)
def import_recipes(
    file: Path, category: str, photos: Path | None, pictures: Path | None, rejects: Path | None
) -> None:
    """Import recipes, one a line, with plain fields or as JSON-LD. Can be interrupted and run again."""
    config: Config = current_app.extensions["potluck.config"]
    rejected = Rejects(rejects or config.data_dir / "rejects" / f"{file.name}.rejects.jsonl")
    try:
        recipes = RecipeImport(category, read_photos(photos) if photos else {}, pictures)
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    with file.open("rb") as lines:
        tally = import_lines(lines, file.stat().st_size, recipes.source(), rejected)
    report(tally, rejected)


@export_cli.command("recipes")
@click.option("--output", "-o", type=click.File("w", encoding="utf-8"), default="-")
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder into which the pictures are written, so that none is lost on the way.",
)
def export_recipes(output: IO[str], pictures: Path | None) -> None:
    """Write every recipe that a guest may read as JSON-LD, one a line."""
    for line in exported_lines(pictures=pictures):
        click.echo(json.dumps(line, ensure_ascii=False), file=output)


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(export_cli)
