"""Lays the ground floor of an application: settings of its libraries, database, languages, headers and errors."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from config import Config
from forum.core import (
    assets,
    breadcrumbs,
    cache,
    chores,
    database,
    dates,
    frame,
    http,
    i18n,
    jobs,
    limits,
    mail,
    outbox,
    page_cache,
    proxies,
    push,
    reasons,
    site,
    slots,
    static_files,
    storage,
    worker,
)
from forum.core.backup_cli import backup_cli
from forum.core.check import forum_cli
from forum.core.configuration import config_cli
from forum.core.importing import import_cli
from forum.core.markup.cli import markup_cli
from forum.core.own_pages import OwnPagesOnly
from forum.core.sessions import Sessions

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
HALF_A_YEAR = 60 * 60 * 24 * 182
LARGEST_REQUEST = 64 * 1024 * 1024

csrf = OwnPagesOnly()


def flask_settings(config: Config) -> dict[str, object]:
    """Return what Flask and its extensions are told, made from Potluck's own settings."""
    address = urlsplit(config.public_url)
    secure = address.scheme == "https"
    return {
        "SECRET_KEY": config.secret_key,
        "SECURE": secure,
        "PUBLIC_URL": config.public_url,
        "TRUSTED_HOSTS": [address.netloc, address.hostname],
        "PREFERRED_URL_SCHEME": address.scheme,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(config),
        "MIGRATIONS_DIR": str(MIGRATIONS),
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": HALF_A_YEAR,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": secure,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 2_000,
        "BABEL_DEFAULT_LOCALE": i18n.DEFAULT_LANGUAGE,
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }


def _engine_options(config: Config) -> dict[str, object]:
    pool: dict[str, object] = {
        "pool_size": config.db_pool_size,
        "max_overflow": 0,
        "pool_timeout": config.db_pool_timeout,
    }
    if config.database_url.startswith("sqlite"):
        return pool
    return {**pool, "pool_use_lifo": True}


def init_app(app: Flask, config: Config) -> None:
    """Prepare `app` for the rooms."""
    app.config.from_mapping(flask_settings(config))
    app.session_interface = Sessions()
    app.extensions["potluck.config"] = config
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    csrf.init_app(app)
    database.init_app(app)
    i18n.init_app(app)
    cache.init_app(app, config)
    limits.init_app(app, config)
    storage.init_app(app, config)
    outbox.init_app(app, config)
    mail.init_app(app, config)
    push.init_app(app, config)
    jobs.init_app(app)
    chores.init_app(app)
    worker.init_app(app)
    site.init_app(app)
    reasons.init_app(app)
    page_cache.init_app(app)
    static_files.init_app(app, config)
    proxies.init_app(app, config)
    http.init_app(app)
    assets.init_app(app)
    dates.init_app(app)
    breadcrumbs.init_app(app)
    app.jinja_env.globals["slot"] = slots.slot
    frame.init_app(app)
    app.cli.add_command(markup_cli)
    app.cli.add_command(forum_cli)
    app.cli.add_command(config_cli)
    app.cli.add_command(backup_cli)
    app.cli.add_command(import_cli)
