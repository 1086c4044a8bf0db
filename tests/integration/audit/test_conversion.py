"""What was recorded before the record became a chain is tied into it, and comes back when the schema goes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from config import Config
from forum.audit.models import AuditEntry
from forum.audit.operations import record_act
from forum.audit.verifying import verify
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM
from forum.factory import create_app
from tests.conversations import NOON
from tests.houses import POSTGRESQL, SQLITE, temporary_database
from tests.parts import PARTS

OLD = text(
    "INSERT INTO audit_entry (id, at, actor_id, action, subject_type, subject_id, reason, details)"
    " VALUES (:id, '2026-03-14 12:00:00', NULL, 'post.hidden', 'post', 7, :reason, :details)"
)
ROWS = [
    {"id": 1, "reason": "spam", "details": '{"note": "größer", "n": 1.5}'},
    {"id": 3, "reason": None, "details": "{}"},
]


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A community before the chain, with two entries and a gap between them."""
    with ExitStack() as closing:
        environment = {"DATA_DIR": str(tmp_path)}
        if request.param == POSTGRESQL:
            PARTS["PostgreSQL"].require()
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        app = create_app(Config.from_environ(environment))
        with app.app_context():
            flask_migrate.upgrade(revision="0005")
            with write_transaction():
                for row in ROWS:
                    db.session.execute(OLD, row)
            yield app
            db.session.remove()
            db.engine.dispose()


def said() -> list[tuple[int, str | None, dict[str, object]]]:
    db.session.rollback()
    return [(row.id, row.reason, row.details) for row in db.session.query(AuditEntry).order_by(AuditEntry.id)]


def test_up_down_and_up_again(old: Flask) -> None:
    flask_migrate.upgrade()
    expected = [(1, "spam", {"note": "größer", "n": 1.5}), (3, None, {})]
    assert said() == expected
    assert (verify().entries, verify().broken) == (2, None)
    with write_transaction():
        record_act("post.shown", actor=SYSTEM, subject_type="post", subject_id=7, now=NOON)
    assert [each[0] for each in said()] == [1, 3, 4]

    db.session.rollback()
    flask_migrate.downgrade(revision="0005")
    kept = db.session.execute(text("SELECT reason FROM audit_entry ORDER BY id")).scalars().all()
    assert kept == ["spam", None, None]
    with pytest.raises(Exception, match="only ever added to"):
        db.session.execute(text("DELETE FROM audit_entry"))
    db.session.rollback()

    flask_migrate.upgrade()
    assert said()[:2] == expected
    assert (verify().entries, verify().broken) == (3, None)
