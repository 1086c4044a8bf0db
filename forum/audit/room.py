"""Enters the audit room into the application."""

from __future__ import annotations

from flask import Flask

from forum.audit import models  # noqa: F401 - its table belongs to the schema


def init_app(app: Flask) -> None:
    """Nothing to register: other rooms call `record_act`."""
