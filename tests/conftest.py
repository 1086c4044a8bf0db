"""What every test can ask for: a house on either database, the cast, and somebody's browser.

The house is built once per worker and database; before each test its data is put back to nothing. Kinds of part that
a machine lacks (PostgreSQL, Redis, Chromium) are said in one line each at the end of the run; with CI set their
absence fails.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import db
from tests.cast import CAST
from tests.houses import POSTGRESQL, SQLITE, House, build_house, fast_folder
from tests.parts import PARTS, missing_parts
from tests.people import cast_of, signed_in_client
from tests.standing import standing

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
"""The moment at which tests happen that do not care when."""

LONGEST = (
    "test_walk",
    "test_accessible_pages",
    "test_real_threads",
    "test_demo",
    "test_journey",
    "test_any_history",
)
"""The files that take longest, in their order."""


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A whole application on one of the two databases, shared by the tests of one worker."""
    if request.param == POSTGRESQL:
        PARTS["PostgreSQL"].require()
    with fast_folder(tmp_path_factory) as folder, build_house(request.param, folder) as built:
        yield built


@pytest.fixture
def app(house: House, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with an application context and empty tables, or with what a test wants to stand there."""
    wanted = request.node.get_closest_marker("standing")
    if wanted is None:
        house.empty()
    with house.app.app_context(), standing(house, **wanted.kwargs) if wanted else nullcontext():
        yield house.app
        db.session.remove()


@pytest.fixture
def stands(app: Flask, house: House) -> Any:
    """What the builder returned that the test named with `@pytest.mark.standing`."""
    return house.stands.value


@pytest.fixture
def cast(app: Flask, house: House) -> SimpleNamespace:
    """Alice, Bruno, Chloé, Dana and Emil as members: `cast.alice` and so on, and `cast.viewer("alice")`."""
    return cast_of(house, CAST, NOON)


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    """The browser of somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def browser_of(app: Flask, cast: SimpleNamespace) -> Callable[[str], FlaskClient]:
    """Give the browser of one of the cast, signed in: `browser_of("alice")`."""
    return lambda handle: signed_in_client(app, handle)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--whole`: take all there is where a part is usually enough, as `make faults` does."""
    parser.addoption("--whole", action="store_true", help="take all of the real data, not a part of it")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left alone with it while the others have nothing to do."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """Never look through the half a million things again that collecting made: all of them stay to the end."""
    gc.freeze()


def pytest_sessionstart(session: pytest.Session) -> None:
    """With CI set, refuse to start while a kind of part is missing."""
    missing = missing_parts()
    if missing and os.environ.get("CI"):
        pytest.exit("CI is set and these are missing: " + "; ".join(missing), returncode=1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line per kind what was not tested."""
    for line in missing_parts():
        terminalreporter.write_line(f"not tested: {line}")
