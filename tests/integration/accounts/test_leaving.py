"""Taking everything along, and leaving for good."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from forum.accounts.models import ExportPart, Member, SignIn
from forum.accounts.operations.leaving import forget_old_exports
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.personal_data import personal_data
from tests.cast import ALICE, EMIL
from tests.integration.accounts.letters import last_letter
from tests.integration.accounts.test_sign_in import is_in


def test_everything_about_me_comes_as_one_file(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    assert browser.post("/settings/privacy/exports").status_code == 303
    assert "gathering" in browser.get("/settings/privacy").text
    outbox.drain()
    job = db.session.scalars(select(Job)).one()
    assert "Download" in browser.get("/settings/privacy").text
    answer = browser.get(f"/settings/privacy/exports/{job.id}/file")
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        known = json.loads(archive.read("accounts.json"))
        page = archive.read("everything.html").decode()
        assert {f"{room}.json" for room, _ in personal_data.items()} <= set(archive.namelist())
    assert known["profile"]["email"] == ALICE.email and ALICE.email in page
    assert "password" not in json.dumps(known) or "$argon2" not in json.dumps(known)


def test_nobody_gets_the_file_of_another(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser_of("alice").post("/settings/privacy/exports")
    outbox.drain()
    job = db.session.scalars(select(Job)).one()
    for other in ("chloe", "emil"):
        assert browser_of(other).get(f"/settings/privacy/exports/{job.id}/file").status_code == 404


def test_what_was_gathered_is_deleted_after_a_week(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    browser.post("/settings/privacy/exports")
    outbox.drain()
    for days, offered in ((6.9, "Download"), (7.1, "Gather everything")):
        with write_transaction():
            forget_old_exports(now=clock.now() + timedelta(days=days))
        assert offered in browser.get("/settings/privacy").text
    assert db.session.scalars(select(ExportPart)).first() is None


def leave(browser: FlaskClient, posts: str = "keep") -> str:
    """Leave for good, and return the goodbye page once everything is forgotten."""
    assert (
        browser.post("/settings/privacy/erasure", data={"posts": posts, "sure": "y"}).location == "/goodbye"
    )
    assert "We are erasing" in browser.get("/goodbye").text
    outbox.drain()
    return browser.get("/goodbye").text


def test_leaving_forgets_everything_but_the_number(
    app: Flask, cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    browser.post(
        "/settings/profile", data={"name": "Alice Apricot", "first_name": "Alice", "about": "I *bake*."}
    )
    assert "is erased" in leave(browser)
    db.session.rollback()
    member = db.session.get_one(Member, cast.alice.id, populate_existing=True)
    assert (member.name, member.email, member.password, member.about_html) == (
        "Former member",
        None,
        None,
        "",
    )
    assert member.handle == f"former-{member.id}" and member.erased_at is not None
    assert db.session.scalars(select(SignIn).filter_by(member_id=member.id)).first() is None
    assert "is being erased" in last_letter(app, ALICE.email).text


def test_no_table_still_knows_the_address_or_the_name(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    browser.post("/settings/email", data={"email": "other@example.org"})
    browser.post("/settings/privacy/exports")
    leave(browser)
    db.session.rollback()
    known = (ALICE.email, "other@example.org", ALICE.name)
    for table in db.metadata.sorted_tables:
        if table.name == "outbox":
            continue
        rows = db.session.execute(text(f'SELECT * FROM "{table.name}"')).all()
        found = [row for row in rows if any(word in str(row) for word in known)]
        assert not found, f"{table.name}: {found}"


def test_the_name_of_one_who_left_is_free_again(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    leave(browser_of("alice"))
    chloe = browser_of("chloe")
    chloe.post("/settings/profile", data={"name": ALICE.name})
    assert chloe.get("/members/alice-almond").status_code == 200


def test_the_page_of_one_who_left_is_gone(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    leave(browser_of("alice"))
    assert guest.get("/members/alice").status_code == 404
    assert guest.get(f"/members/former-{cast.alice.id}").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "your first name too"), ("fr", "votre prénom aussi"), ("de", "auch dein Vorname")],
)
def test_who_leaves_is_told_what_others_texts_will_say(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], language: str, said: str
) -> None:
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).language = language
    page = browser_of("alice").get("/settings/privacy/erasure").text
    assert "@alice" in page and said in page


def test_leaving_takes_a_choice_and_a_tick(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    for typed in ({}, {"posts": "keep"}, {"sure": "y"}, {"posts": "burn", "sure": "y"}):
        assert browser.post("/settings/privacy/erasure", data=typed).status_code == 422
    assert is_in(browser)


def test_the_last_administrator_cannot_leave(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of(EMIL.handle)
    answer = browser.post("/settings/privacy/erasure", data={"posts": "keep", "sure": "y"})
    assert answer.status_code == 422 and "last administrator" in answer.text


def test_the_goodbye_page_is_for_the_one_who_left(guest: FlaskClient) -> None:
    assert guest.get("/goodbye").status_code == 404
