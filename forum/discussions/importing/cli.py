"""`flask import threads FILE.jsonl`."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from config import Config
from forum.core.importing import Rejects, import_cli, import_lines, report
from forum.discussions.importing.threads import THREADS


@import_cli.command("threads")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where rejected lines are written."
)
def threads_command(file: Path, rejects: Path | None) -> None:
    """Import conversations, one topic a line. Can be interrupted and run again."""
    config: Config = current_app.extensions["potluck.config"]
    rejected = Rejects(rejects or config.data_dir / "rejects" / f"{file.name}.rejects.jsonl")
    with file.open("rb") as lines:
        tally = import_lines(lines, file.stat().st_size, THREADS, rejected)
    report(tally, rejected)
