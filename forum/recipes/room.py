"""Enters creations into the application."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register kinds, pages, listeners, counters and personal data."""
    from forum.recipes import models  # noqa
