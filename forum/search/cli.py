"""`flask search`: ask the index from the command line, and make it anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.accounts.viewers import unknown_viewer, viewer_of
from forum.core.database import db
from forum.core.policy import Viewer
from forum.core.search import RebuildRunning
from forum.discussions.models import Post
from forum.search.asking import Asked
from forum.search.documents import all_post_ids
from forum.search.finding import Outcome, find
from forum.search.indexing import rebuild

search_cli = AppGroup("search", help="Ask the search index, and make it anew.")


@search_cli.command("query")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
@click.option("--as", "handle", help="Search as this member; as a guest without it.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1_000))
def query_command(words: Sequence[str], as_json: bool, handle: str | None, limit: int) -> None:
    """Print what is found for WORDS, best first: the post, its topic, the title and the score."""
    found = find(Asked(text=" ".join(words)), _viewer(handle), limit=limit)
    for problem in (*found.understood.problems, *found.understood.notes):
        click.echo(problem, err=True)
    if found.outcome == Outcome.REBUILDING:
        click.echo("There is no index that can be read. Make one with: flask search rebuild", err=True)
        sys.exit(1)
    rows = [
        {
            "id": row.post_id,
            "post_id": row.post_id,
            "topic_id": row.topic_id,
            "title": row.plain_title,
            "score": row.score,
        }
        for row in found.rows
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['score']:8.3f}  {row['post_id']:>7}  {row['title']}")


@search_cli.command("rebuild")
def rebuild_command() -> None:
    """Make the index anew beside the present one, which is searched until the new one takes its place."""
    total = db.session.scalar(select(func.count()).select_from(Post)) or 0
    try:
        with click.progressbar(length=total, label="Indexing", file=sys.stderr, show_pos=True) as bar:
            rebuild(_counted(bar.update))
    except RebuildRunning:
        click.echo("Somebody is making the index anew already.", err=True)
        sys.exit(1)
    click.echo(f"{total} posts looked at, the new index is in its place.")


def _counted(move_on: Callable[[int], None]) -> Iterator[Sequence[int]]:
    """Yield the numbers of all posts in portions, and say after each how many are done."""
    for portion in all_post_ids():
        yield portion
        move_on(len(portion))


def _viewer(handle: str | None) -> Viewer:
    if handle is None:
        return unknown_viewer()
    member = db.session.scalar(select(Member).where(Member.handle == handle, Member.erased_at.is_(None)))
    if member is None:
        raise click.BadParameter(f"there is no member {handle}", param_hint="--as")
    return viewer_of(member)
