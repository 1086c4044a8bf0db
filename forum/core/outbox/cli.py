"""`flask outbox`: see what waits and what failed, try it again, do it here."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from forum.core.database import write_transaction
from forum.core.outbox.models import OutboxRow
from forum.core.outbox.upkeep import find_unfinished, retry
from forum.core.outbox.work import drain

outbox_cli = AppGroup("outbox", help="Work that follows from a change: mail, search index, notifications.")


@outbox_cli.command("list")
@click.option("--parked", is_flag=True, help="Only what was given up after too many failures.")
@click.option("--limit", default=100, show_default=True)
def list_command(parked: bool, limit: int) -> None:
    """Print unfinished work, one row a line, parked first."""
    for row in find_unfinished(parked_only=parked, limit=limit):
        click.echo(f"{row.id}\t{row.task}\t{_state(row)}\ttries {row.attempts}\t{row.last_error or ''}")


def _state(row: OutboxRow) -> str:
    if row.parked_at is not None:
        return f"parked {row.parked_at:%Y-%m-%d %H:%M}"
    if row.taken_at is not None:
        return f"taken {row.taken_at:%Y-%m-%d %H:%M}"
    return f"waits since {row.created_at:%Y-%m-%d %H:%M}"


@outbox_cli.command("retry")
@click.argument("ids", type=int, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All work that failed, parked or not.")
def retry_command(ids: tuple[int, ...], everything: bool) -> None:
    """Give work that failed a fresh start."""
    if bool(ids) == everything:
        raise click.UsageError("Name the rows, or say --all.")
    with write_transaction():
        count = retry(None if everything else ids)
    click.echo(f"{count} will be tried again.")


@outbox_cli.command("run")
def run_command() -> None:
    """Do all work that is due here and now, without a worker."""
    click.echo(f"{drain()} looked at.")
