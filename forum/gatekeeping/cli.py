"""`flask moderation train` and `flask moderation score`: the spam check from the command line."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

import click
from flask import Flask
from flask.cli import AppGroup

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM, Invalid
from forum.gatekeeping.operations.spam import Trained, store_model
from forum.gatekeeping.queries.spam import decided_examples, ordinary_examples
from forum.gatekeeping.spam.kept import present_model

GROUP = "moderation"


@click.command("train")
def train() -> None:
    """Let the spam check learn from what moderators decided, and say how it does on what it has not seen."""
    now = clock.now()
    decided, ordinary = decided_examples(), ordinary_examples(now=now)
    start = present_model()
    db.session.rollback()
    try:
        trained = Trained(start, decided, ordinary)
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    with write_transaction():
        store_model(trained, actor=SYSTEM, now=now)
    click.echo(f"learnt from {trained.spam} advertising and {trained.ham} other posts")
    for name, figures in trained.figures.items():
        told = "  ".join(f"{key} {value}" for key, value in figures.items())
        click.echo(f"{name} the training, on judged posts that were kept back: {told}")


@click.command("score")
@click.option("--jsonl", "as_lines", is_flag=True, required=True, help="Lines of JSON in, lines of JSON out.")
@click.argument("lines", type=click.File("r", encoding="utf-8"), default="-")
def score(as_lines: bool, lines: TextIO) -> None:
    """Read a line {"text": …} each and print {"spam": p} in the same order, p from 0 to 1."""
    model = present_model()
    write = sys.stdout.write
    for number, line in enumerate(lines, start=1):
        if line.strip():
            write(f'{{"spam": {model.score(_text_in(line, number)):.6f}}}\n')


def _text_in(line: str, number: int) -> str:
    try:
        row: Any = json.loads(line)
        text = row["text"]
    except (ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f'line {number} is not {{"text": "…"}}') from error
    if not isinstance(text, str):
        raise click.ClickException(f"the text in line {number} is no text")
    return text


def init_app(app: Flask) -> None:
    """Add both to `flask moderation`, whoever began it."""
    group = app.cli.commands.get(GROUP)
    if not isinstance(group, click.Group):
        group = AppGroup(GROUP, help="What moderation knows and learns.")
        app.cli.add_command(group)
    group.add_command(train)
    group.add_command(score)
