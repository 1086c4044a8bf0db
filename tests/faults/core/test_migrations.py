"""The tables of a full community are changed back and forth: nothing of it is lost, and whatever breaks off goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from config import Config
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.demo.corpus import Corpus, Size
from forum.factory import create_app
from tests.houses import POSTGRESQL, SQLITE, temporary_database
from tests.parts import PARTS

FIRST = "0001"
FEW, MANY = 400, 100_000
"""Posts; many with `--whole`."""
SUMS = (
    "SELECT count(*), sum(number), sum(length(source)), sum(length(html)), sum(like_count) FROM post",
    "SELECT count(*), sum(post_count), sum(length(title)) FROM topic",
    "SELECT count(*), sum(post_count), sum(topic_count) FROM member",
    "SELECT count(*), sum(topic_count), sum(post_count) FROM category",
)


class BrokenOff(Exception):
    """A migration that was ended before its time."""


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def community(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """A community whose tables were made by migrations, with posts in them. Each test leaves it as it was."""
    posts = MANY if pytestconfig.getoption("--whole", default=False) else FEW
    with ExitStack() as closing:
        environment = {"DATA_DIR": str(tmp_path_factory.mktemp("community"))}
        if request.param == POSTGRESQL:
            PARTS["PostgreSQL"].require()
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        app = create_app(Config.from_environ(environment))
        with app.app_context():
            flask_migrate.upgrade()
            with write_transaction():
                list(Corpus(Size(posts // 20, posts, 100, posts // 2), clock.now()).write())
            yield app
            db.session.remove()
            db.engine.dispose()


def sums() -> list[tuple[Any, ...]]:
    db.session.rollback()
    found = [tuple(db.session.execute(text(query)).one()) for query in SUMS]
    db.session.rollback()
    return found


@contextmanager
def breaking_off_at(number: int) -> Iterator[None]:
    """Let nothing more than so many statements that change tables through."""
    seen = []

    def count(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "UPDATE", "INSERT")):
            seen.append(statement)
            if len(seen) > number:
                raise BrokenOff

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def test_down_and_up_again_loses_nothing(community: Flask) -> None:
    before = sums()
    assert before[0][0] >= FEW

    flask_migrate.downgrade(revision=FIRST)
    assert sums() == before
    flask_migrate.upgrade()

    assert sums() == before


def test_a_migration_that_breaks_off_can_be_run_again(community: Flask) -> None:
    before = sums()
    for there, way in ((flask_migrate.downgrade, {"revision": FIRST}), (flask_migrate.upgrade, {})):
        for after in (1, 7, 20):
            with pytest.raises(BrokenOff), breaking_off_at(after):
                there(**way)
            assert sums() == before
        there(**way)
        assert sums() == before
