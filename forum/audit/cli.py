"""`flask audit`: prove the record, and forget what stands in it."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from forum.audit.operations import erase_payload
from forum.audit.verifying import verify
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.policy import SYSTEM

audit_cli = AppGroup("audit", help="The record of who did what, and why.")


@audit_cli.command("verify")
@click.option("--through", default="", help="A link noted earlier: the chain has to go through it.")
def verify_command(through: str) -> None:
    """Count the whole chain again; name the first entry that does not hold."""
    proof = verify(through)
    if proof.broken is not None:
        raise click.ClickException(f"Entry {proof.broken} does not hold: {proof.why}.")
    if through and not proof.passed:
        raise click.ClickException(
            "The chain does not go through that link: entries were taken from its end."
        )
    click.echo(f"{proof.entries} entries hold, {proof.erased} of them with their payload erased.")
    click.echo(
        f"The last link is {proof.head}. Note it elsewhere: with --through it proves that nothing is cut off."
    )


@audit_cli.command("erase")
@click.argument("entry", type=int)
@click.option("--because", required=True, help="Why: it stands in the record.")
def erase_command(entry: int, because: str) -> None:
    """Forget why and how of one act. That it was done stays, and the chain still holds."""
    with write_transaction():
        done = erase_payload(entry, because=because, actor=SYSTEM, now=clock.now())
    if not done:
        raise click.ClickException("There is no such entry, or it is forgotten already.")
    click.echo(f"Entry {entry}: its payload is forgotten.")


def init_app(app: Flask) -> None:
    """Enter the commands."""
    app.cli.add_command(audit_cli)
