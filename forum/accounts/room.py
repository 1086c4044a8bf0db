"""Enters members and sign-in into the application."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts import (
    attributes,
    extension,
    guests,
    last_seen,
    mails,
    metrics,
    personal,
    personal_words,
    record_words,
    settings,
    upkeep,
)
from forum.accounts.cli import member_cli, setup_cli
from forum.accounts.mentions import ABOUT, INVITED
from forum.accounts.operations.leaving import ERASE, EXPORT, erase_step, export_step
from forum.accounts.settings_pages import register_settings_page, settings_tabs
from forum.accounts.views import account, passkeys, privacy, profile, recover, security, sign_in, sign_up  # noqa: F401
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import ask_to_sign_in
from forum.core.former_mentions import register_mentioning_texts
from forum.core.jobs import job_kind
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill


def init_app(app: Flask) -> None:
    """Register sign-in, pages, settings, jobs, chores, mails and commands."""
    settings.init_app(app)
    extension.init_app(app, ask_to_sign_in)
    app.register_blueprint(blueprint)
    guests.init_app(app)
    last_seen.init_app(app)
    mails.init_app(app)
    upkeep.init_app(app)
    metrics.init_app(app)
    attributes.init_app(app)
    record_words.init_app(app)
    register_personal_data(
        app, "accounts", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    register_mentioning_texts(app, ABOUT)
    register_mentioning_texts(app, INVITED)
    job_kind(app, EXPORT, export_step, external=True)
    job_kind(app, ERASE, erase_step)
    for order, (endpoint, label) in enumerate(
        (
            ("accounts.edit_profile", _l("Profile")),
            ("accounts.account", _l("Account")),
            ("accounts.security", _l("Sign-in and security")),
            ("accounts.privacy", _l("My data")),
        )
    ):
        register_settings_page(app, endpoint, label, order=10 * order)
    fill(
        app,
        Slot(
            "member-menu",
            "settings",
            "accounts/_menu.html",
            lambda viewer, ids: dict.fromkeys(ids, True),
            plain=True,
        ),
    )
    app.jinja_env.globals["settings_tabs"] = settings_tabs
    app.cli.add_command(member_cli)
    app.cli.add_command(setup_cli)
