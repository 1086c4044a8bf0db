"""The application as a WSGI server and the `flask` command find it."""

from __future__ import annotations

from config import load
from forum.factory import create_app

app = create_app(load())
