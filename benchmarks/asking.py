"""How many statements pages take, counted in the application itself."""

from __future__ import annotations

from flask import Flask

from forum.core.page_cache import page_cache_of
from tests.statements import statements


def count_statements(app: Flask, paths: dict[str, str], cookie: str) -> dict[str, tuple[int, int, int]]:
    """Return for each page what it takes for a guest when kept, for a guest when it has changed, and for a member."""
    return {name: _counts(app, path, cookie) for name, path in paths.items()}


def _counts(app: Flask, path: str, cookie: str) -> tuple[int, int, int]:
    for headers in ({}, {"Cookie": cookie}) * 2:
        app.test_client(use_cookies=False).get(path, headers=headers).close()
    kept = _asked(app, path, {})
    page_cache_of(app).kept.forget()
    app.extensions["potluck.topic_contents"].forget()
    changed = _asked(app, path, {})
    return kept, changed, _asked(app, path, {"Cookie": cookie})


def _asked(app: Flask, path: str, headers: dict[str, str]) -> int:
    with app.app_context(), statements(app) as seen:
        app.test_client(use_cookies=False).get(path, headers=headers).close()
    return len(seen)
