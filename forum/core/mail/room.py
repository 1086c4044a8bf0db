"""Lays out the way for mail, and the way back."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from config import Config
from forum.core.chores import chore
from forum.core.mail import sending
from forum.core.mail.bounces import read_mailbox
from forum.core.mail.cli import mail_cli

BOUNCES_EVERY = timedelta(minutes=5)


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its way for mail, and have it look after what comes back."""
    sending.init_app(app, config)
    app.cli.add_command(mail_cli)
    if config.bounces_url:
        chore(app, "mail.bounces", read_mailbox, every=BOUNCES_EVERY)
