"""`flask markup render`: the HTML that a post would store, for Markdown on standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from forum.core.markup.context import RenderContext
from forum.core.markup.render import render
from forum.core.registries import Registry

POSTS = "posts"
contexts: Registry[Callable[[], RenderContext]] = Registry("markup contexts")
"""Under `POSTS`, whoever stores posts enters what a post that everybody reads is rendered with."""

markup_cli = AppGroup("markup", help="Markdown as members write it.")


@markup_cli.command("render")
@click.option("--jsonl", is_flag=True, help='Take lines of {"source": …} and print lines of {"html": …}.')
def render_command(jsonl: bool) -> None:
    """Read Markdown and print the HTML that a post would store, and nothing else.

    With --jsonl a line that cannot be read is answered by {"error": …}, and the next one goes on.
    """
    if not jsonl:
        source = sys.stdin.buffer.read().decode("utf-8", "replace")
        click.echo(_html(source).encode(), nl=False)
        return
    for line in sys.stdin.buffer:
        if line.strip():
            click.echo(json.dumps(_answer(line), ensure_ascii=False).encode())


def _answer(line: bytes) -> dict[str, str]:
    try:
        source = json.loads(line)["source"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {"error": 'not a line of the form {"source": "…"}'}
    if not isinstance(source, str):
        return {"error": "the source is not a text"}
    return {"html": _html(source)}


def _html(source: str) -> str:
    """Render as a post; without a database nobody is known, so that mentions stay words."""
    found = contexts.get(POSTS)
    plain = RenderContext(public_url=current_app.config["PUBLIC_URL"])
    try:
        return render(source, context=found() if found else plain).html
    except SQLAlchemyError:
        return render(source, context=plain).html
