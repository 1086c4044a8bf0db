"""Enters the demo community into the application."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.settings import Setting, register_setting
from forum.demo import models  # noqa: F401 - its table belongs to the schema
from forum.demo.bench_cli import bench_cli
from forum.demo.cli import demo_cli
from forum.demo.loading import REMOVED


def init_app(app: Flask) -> None:
    """Register the commands, and the mark that keeps a removed demo from coming back."""
    app.cli.add_command(demo_cli)
    app.cli.add_command(bench_cli)
    register_setting(
        app,
        Setting(
            REMOVED, "switch", False, _l("Demo removed"), _l("The demo does not come back."), group="internal"
        ),
    )
