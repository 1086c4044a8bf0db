"""The record is a chain: whatever is changed in it behind the back of the database, the first entry says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from forum.audit.models import AuditEntry, AuditPayload
from forum.audit.operations import erase_payload, erase_payloads_about, record_act
from forum.audit.verifying import verify
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM
from tests.conversations import NOON

ACTS = 5
REMOVE = "DELETE FROM audit_payload WHERE entry_id = %(id)s; DELETE FROM audit_entry WHERE id = %(id)s"
FORGET = """
    UPDATE audit_payload
    SET content = NULL, salt = NULL, erased_at = '2026-03-14 12:00:00+00', erased_because = 'x'
    WHERE entry_id = 5
"""


def act(number: int, **details: object) -> None:
    record_act(
        "post.hidden",
        actor=SYSTEM,
        subject_type="post",
        subject_id=number,
        now=NOON + timedelta(minutes=number),
        reason="spam",
        **details,
    )


@pytest.fixture
def acts(app: Flask) -> None:
    for number in range(1, ACTS + 1):
        with write_transaction():
            act(number, before="visible", after="hidden")


def behind_the_back(statement: str) -> None:
    """Do what the guards refuse, as somebody would who owns the database."""
    db.session.rollback()
    with db.engine.begin() as connection:
        guards = []
        if connection.dialect.name == "sqlite":
            guards = connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            ).all()
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for name, _again in guards:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for each in statement.split(";"):
            connection.execute(text(each))
        for _name, again in guards:
            connection.execute(text(again))


def test_what_was_written_holds_and_is_read_as_it_was_written(acts: None) -> None:
    proof = verify()
    assert (proof.entries, proof.broken) == (ACTS, None)
    entry = db.session.get_one(AuditEntry, 3)
    assert (entry.reason, entry.details) == ("spam", {"before": "visible", "after": "hidden"})


@pytest.mark.parametrize(
    ("statement", "broken", "why"),
    [
        ("UPDATE audit_entry SET actor_id = 7 WHERE id = 3", 3, "it was changed"),
        ("UPDATE audit_entry SET action = 'post.shown' WHERE id = 2", 2, "it was changed"),
        ("UPDATE audit_entry SET link = digest WHERE id = 4", 4, "it was changed"),
        (
            "DELETE FROM audit_payload WHERE entry_id = 2; DELETE FROM audit_entry WHERE id = 2",
            3,
            "an entry before it is missing",
        ),
        ("UPDATE audit_payload SET content = '{}' WHERE entry_id = 4", 4, "its payload was changed"),
        ("DELETE FROM audit_payload WHERE entry_id = 1", 1, "its payload is missing"),
        (FORGET, 5, "no entry says so"),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(
    acts: None, statement: str, broken: int, why: str
) -> None:
    behind_the_back(statement)
    proof = verify()
    assert proof.broken == broken
    assert why in proof.why


def test_the_command_says_so_too(app: Flask, acts: None) -> None:
    runner = FlaskCliRunner(app)
    assert f"{ACTS} entries hold" in runner.invoke(args=["audit", "verify"]).output
    head = verify().head
    behind_the_back(REMOVE % {"id": 5})
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    cut = runner.invoke(args=["audit", "verify", "--through", head])
    assert cut.exit_code == 1
    assert "taken from its end" in cut.output
    behind_the_back("UPDATE audit_entry SET subject_id = 9 WHERE id = 2")
    answer = runner.invoke(args=["audit", "verify"])
    assert (answer.exit_code, "Entry 2 does not hold" in answer.output) == (1, True)


def test_a_payload_can_be_forgotten_leaving_a_tombstone(app: Flask, acts: None) -> None:
    with write_transaction():
        assert erase_payload(2, because="a court said so", actor=SYSTEM, now=NOON)
        assert not erase_payload(2, because="again", actor=SYSTEM, now=NOON)
        assert erase_payloads_about("post", 4, because="the author left", actor=SYSTEM, now=NOON) == 1
    proof = verify()
    assert (proof.entries, proof.erased, proof.broken) == (ACTS + 2, 2, None)
    tombstone = db.session.get_one(AuditPayload, 2, populate_existing=True)
    assert (tombstone.content, tombstone.salt, tombstone.erased_because) == (None, None, "a court said so")
    assert db.session.get_one(AuditEntry, 2).details == {}


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE audit_payload SET content = '{}' WHERE entry_id = 1",
        "DELETE FROM audit_payload",
        "UPDATE audit_entry SET link = 'x'",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_refuses_everything_else(app: Flask, acts: None, forbidden: str) -> None:
    with pytest.raises(Exception, match="only ever added to"):
        db.session.execute(text(forbidden))
    db.session.rollback()


def test_what_is_undone_leaves_no_entry(app: Flask) -> None:
    with pytest.raises(RuntimeError), write_transaction():
        act(1)
        raise RuntimeError
    with write_transaction():
        act(2)
    assert verify().entries == 1


def test_the_chain_holds_under_many_writers(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context():
            with write_transaction():
                act(number)
                act(number)
            db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    proof = verify()
    assert (proof.entries, proof.broken) == (80, None)
