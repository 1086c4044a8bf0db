"""The top of the house: puts the rooms together into one application."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from flask import Flask

from config import Config
from forum.core import room as core
from forum.core.commands import say_when_there_is_nothing_yet
from forum.core.templates import SharedNames

ROOT = Path(__file__).resolve().parent.parent

ROOMS = (
    "audit",
    "accounts",
    "traits",
    "uploads",
    "discussions",
    "reactions",
    "recipes",
    "polls",
    "moderation",
    "desk",
    "gatekeeping",
    "campaigns",
    "editorial",
    "badges",
    "search",
    "notifications",
    "pages",
    "admin",
    "demo",
)
"""From the ground up, so that lower rooms have registered what upper ones build upon."""


def create_app(config: Config) -> Flask:
    """Return the application that `config` describes."""
    app = Flask(
        "forum",
        root_path=str(ROOT / "forum"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.jinja_environment = SharedNames
    core.init_app(app, config)
    for name in ROOMS:
        _room(name).init_app(app)
    say_when_there_is_nothing_yet(app)
    return app


def _room(name: str) -> ModuleType:
    return import_module(f"forum.{name}.room")
