"""Looking after members from the command line."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Member
from forum.audit.models import AuditEntry
from forum.core.database import db
from tests.cast import PASSWORD
from tests.integration.accounts.test_sign_in import is_in
from tests.people import signed_in_client

NEW = ["member", "create", "--name", "Gina Ginger", "--email", "gina@example.org", "--password"]


def say(app: Flask, *words: str) -> tuple[int, str]:
    """Say something to `flask`, and return its exit code and its answer."""
    answer = app.test_cli_runner().invoke(args=list(words))
    db.session.rollback()
    return answer.exit_code, answer.output


def test_a_member_is_created_and_can_sign_in(app: Flask, guest: FlaskClient) -> None:
    assert say(app, *NEW, PASSWORD) == (0, "gina-ginger is a member\n")
    guest.post("/sign-in", data={"email": "gina@example.org", "password": PASSWORD})
    assert is_in(guest)


def test_a_weak_password_is_refused_in_one_line(app: Flask) -> None:
    code, said = say(app, *NEW, "password")
    assert code == 1 and said.count("\n") == 1
    assert db.session.scalars(select(Member)).first() is None


def test_roles_are_given_and_taken_and_on_record(app: Flask, cast: SimpleNamespace) -> None:
    assert say(app, "member", "role", "alice", "moderator", "brand")[0] == 0
    alice = db.session.get_one(Member, cast.alice.id, populate_existing=True)
    assert alice.is_moderator and alice.is_brand and not alice.is_administrator
    assert say(app, "member", "role", "alice")[0] == 0
    assert db.session.scalars(select(AuditEntry.action)).all() == ["member.roles-changed"] * 2


def test_a_member_is_signed_out_everywhere(app: Flask, cast: SimpleNamespace) -> None:
    browser = signed_in_client(app, "alice")
    assert say(app, "member", "sign-out", "alice") == (0, "alice: 1 sign-ins ended\n")
    assert not is_in(browser)


def test_the_setup_link_is_for_a_community_without_an_administrator(app: Flask) -> None:
    code, said = say(app, "setup", "link")
    assert code == 0 and said.startswith(f"{app.config['PUBLIC_URL']}/setup/")
    say(app, *NEW, PASSWORD, "--role", "administrator")
    assert say(app, "setup", "link")[0] == 1


def test_a_fresh_community_has_no_account(app: Flask) -> None:
    assert db.session.scalars(select(Member)).first() is None
