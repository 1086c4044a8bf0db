"""What the benchmark forgets before a request, so that a page that has just changed can be measured."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import Client

from benchmarks.serving import Forgetful
from forum.core.page_cache import page_cache_of


@pytest.mark.parametrize(("wish", "is_forgotten"), [("", False), ("pages", True), ("everything", True)])
def test_kept_pages_are_forgotten_when_asked(app: Flask, wish: str, is_forgotten: bool) -> None:
    kept = page_cache_of(app).kept
    kept.keep("a page", object(), {}, 1)
    Client(Forgetful(app)).get("/healthz", headers={"X-Forget": wish})
    assert (kept.find("a page") is None) == is_forgotten
