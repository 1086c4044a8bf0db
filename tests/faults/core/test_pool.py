"""When every connection to the database is taken, a visitor is told so soon, and nothing stays taken."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from forum.core.database import db
from tests.houses import POSTGRESQL, SQLITE, House, build_house
from tests.parts import PARTS

SIZE = 2


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == POSTGRESQL:
        PARTS["PostgreSQL"].require()
    with build_house(request.param, tmp_path, DB_POOL_SIZE=str(SIZE), DB_POOL_TIMEOUT="0.5") as house:
        yield house
        with house.app.app_context():
            db.engine.dispose()


def test_an_exhausted_pool_is_said_within_three_seconds_and_heals(house: House) -> None:
    with house.app.app_context():
        engine = db.engine
    with ExitStack() as taken:
        for _ in range(SIZE):
            taken.enter_context(engine.connect())
        began = time.monotonic()
        refused = house.app.test_client().get("/sign-in")
        waited = time.monotonic() - began

    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert waited < 3
    assert house.app.test_client().get("/sign-in").status_code == 200
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
