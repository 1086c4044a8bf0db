"""An application to ask about its parts; its database is never opened."""

from __future__ import annotations

import pytest
from flask import Flask

from config import Config
from forum.factory import create_app


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A whole application without data."""
    return create_app(Config.from_environ({"DATA_DIR": str(tmp_path_factory.mktemp("bare"))}))
