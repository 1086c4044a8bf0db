"""The workshop, on either database, for what follows from changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from config import Config
from forum.core.database import db
from tests.houses import POSTGRESQL, SQLITE, temporary_database
from tests.parts import PARTS
from tests.workshop import build_workshop, empty_workshop


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def built_workshop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The ground floor alone, shared by the tests of one worker."""
    with ExitStack() as closing:
        environment = {"DATA_DIR": str(tmp_path_factory.mktemp("workshop"))}
        if request.param == POSTGRESQL:
            PARTS["PostgreSQL"].require()
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        app = build_workshop(Config.from_environ(environment))
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def workshop(built_workshop: Flask) -> Iterator[Flask]:
    """The ground floor alone, empty, with an application context."""
    with built_workshop.app_context():
        empty_workshop(built_workshop)
        yield built_workshop
        db.session.remove()


@pytest.fixture
def doors(built_workshop: Flask) -> Flask:
    """The ground floor as visitors meet it: each request stands alone."""
    with built_workshop.app_context():
        empty_workshop(built_workshop)
    return built_workshop
