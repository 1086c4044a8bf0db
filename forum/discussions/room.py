"""Enters the discussions room into the application."""

from __future__ import annotations

from flask import Flask

from forum.discussions import reading, writing


def init_app(app: Flask) -> None:
    """Register what this room offers: one half for reading, one for writing."""
    reading.init_app(app)
    writing.init_app(app)
