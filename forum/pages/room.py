"""Enters the pages room into the application."""

from __future__ import annotations

from flask import Flask

from forum.accounts.guests import leave_open
from forum.pages import context, styleguide, views


def init_app(app: Flask) -> None:
    """Register home page, legal pages, style guide, and what every page's frame needs."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(styleguide.blueprint)
    context.init_app(app)
    leave_open(app, "pages.charter", "pages.privacy", "pages.health", "pages.robots")
