"""`flask mail`: for the mail server, which hands over what comes back."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from forum.core.mail.bounces import LARGEST, take_report

mail_cli = AppGroup("mail", help="What concerns mail.")


@mail_cli.command("bounce")
def bounce_command() -> None:
    """Read one mail that came back from standard input, as a mail server's alias hands it over."""
    stopped = take_report(sys.stdin.buffer.read(LARGEST + 1))
    click.echo(f"{stopped} addresses stopped.")
