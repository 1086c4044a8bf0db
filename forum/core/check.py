"""`flask forum check`: recount every counter and follow every reference, list what differs, and mend it if asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from flask.cli import AppGroup
from sqlalchemy import select, text, update

from forum.core.counters import Counter, counters
from forum.core.database import db, write_transaction

MOST_LISTED = 200

forum_cli = AppGroup("forum", help="Look after the whole community.")


def differing_counts(counter: Counter) -> Iterator[str]:
    """Yield one line for each row whose counter is not what a recount says."""
    keys = list(counter.table.primary_key.columns)
    recount = counter.recount.scalar_subquery()
    statement = select(*keys, counter.column, recount).where(counter.column.is_distinct_from(recount))
    for *key, stored, counted in db.session.execute(statement):
        shown = ",".join(str(part) for part in key)
        yield f"{counter.name} of {counter.table.name} {shown}: is {stored}, should be {counted}"


def mend_counts(counter: Counter) -> None:
    """Set every row of the counter to what a recount says, within the present transaction."""
    recount = counter.recount.scalar_subquery()
    statement = update(counter.table).values({counter.column: recount})
    db.session.execute(statement.where(counter.column.is_distinct_from(recount)))


def broken_references() -> Iterator[str]:
    """Yield one line for each reference that leads nowhere. PostgreSQL refuses such rows; SQLite is asked."""
    if db.session.get_bind().dialect.name != "sqlite":
        return
    for table, row, parent, _key in db.session.execute(text("PRAGMA foreign_key_check")):
        yield f"{table} row {row}: refers to a {parent} that is not there"


@forum_cli.command("check")
@click.option("--repair", is_flag=True, help="Mend the counters that differ.")
def check_command(repair: bool) -> None:
    """Recount every counter and follow every reference; end with 1 when something differs."""
    differences = [line for counter in counters for line in differing_counts(counter)]
    broken = list(broken_references())
    for line in (*differences, *broken)[:MOST_LISTED]:
        click.echo(line)
    found = len(differences) + len(broken)
    if found > MOST_LISTED:
        click.echo(f"… and {found - MOST_LISTED} more")
    if repair and differences:
        with write_transaction():
            for counter in counters:
                mend_counts(counter)
        click.echo(f"mended {len(differences)}")
        found -= len(differences)
    if not found:
        click.echo("every counter and reference is right")
    sys.exit(1 if found else 0)
