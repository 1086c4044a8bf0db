"""`flask demo load` and `flask demo remove`."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from config import Config
from forum.core.clock import clock
from forum.core.mail import forget_kept_mail
from forum.core.outbox import drain
from forum.demo.loading import is_wanted, load_demo
from forum.demo.removal import remove_demo
from forum.demo.sign_ins import forget_sign_ins

demo_cli = AppGroup("demo", help="The community to try Potluck with.")


@demo_cli.command("load")
def load_command() -> None:
    """Fill an empty community with the demo. Does nothing where anybody is, or where it was removed before."""
    config: Config = current_app.extensions["potluck.config"]
    if not config.is_local:
        click.echo("the demo is for a community on this machine only", err=True)
        sys.exit(1)
    if not is_wanted():
        click.echo("the community is not empty, or its demo was removed: nothing loaded")
        return
    for sign_in in load_demo(config.data_dir, clock.now()):
        click.echo(f"{sign_in.role:<15}{sign_in.email:<32}{sign_in.password}")


@demo_cli.command("remove")
def remove_command() -> None:
    """Take the demo away: its members and all they wrote, its categories, pictures, brand, sign-ins and mail.

    What others wrote in its topics goes with them; members who joined since, and their own topics, stay.
    """
    config: Config = current_app.extensions["potluck.config"]
    removed = remove_demo()
    drain()
    forget_kept_mail(removed.addresses)
    forget_sign_ins(config.data_dir)
    click.echo(f"removed {removed.rows} rows of the demo")
