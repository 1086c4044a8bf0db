"""The application as a WSGI server and the `flask` command find it."""

from __future__ import annotations

from config import load

config = load()

from forum.factory import create_app  # noqa: E402  # a wrong setting is told at once, not when all this is loaded

app = create_app(config)
