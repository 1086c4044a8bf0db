"""Coming in by password, and the ways in which a sign-in ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Member, SignIn
from forum.accounts.operations import credentials, members
from forum.accounts.operations.leaving import begin_erasure
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM
from tests.cast import ALICE, PASSWORD

RIGHT = {"email": ALICE.email, "password": PASSWORD}
WRONG = {"email": ALICE.email, "password": "not the right one"}
INSIDE = "/settings/security"


def is_in(browser: FlaskClient) -> bool:
    """Whether this browser is signed in."""
    return browser.get(INSIDE).status_code == 200


def copy_of(app: Flask, browser: FlaskClient) -> FlaskClient:
    """Return another browser that holds a copy of this one's cookies."""
    copy = app.test_client()
    cookie = browser.get_cookie("session", domain="127.0.0.1")
    assert cookie
    copy.set_cookie("session", cookie.value, domain="127.0.0.1")
    return copy


def test_address_and_password_let_a_member_in(cast: SimpleNamespace, guest: FlaskClient) -> None:
    answer = guest.post("/sign-in", data={**RIGHT, "next": "/topics/7"})
    assert (answer.status_code, answer.location) == (303, "/topics/7")
    assert is_in(guest)


def test_the_address_may_be_typed_in_capitals(cast: SimpleNamespace, guest: FlaskClient) -> None:
    guest.post("/sign-in", data={**RIGHT, "email": f" {ALICE.email.upper()} "})
    assert is_in(guest)


def test_a_wrong_password_and_an_unknown_address_look_the_same(cast: SimpleNamespace, app: Flask) -> None:
    first = app.test_client().post("/sign-in", data=WRONG)
    second = app.test_client().post("/sign-in", data={**WRONG, "email": "nobody@example.org"})
    assert first.status_code == second.status_code == 422
    assert without_tokens(first.text).replace(ALICE.email, "") == without_tokens(second.text).replace(
        "nobody@example.org", ""
    )


def without_tokens(page: str) -> str:
    """Return a page without what differs between any two of them."""
    return "\n".join(
        line for line in page.splitlines() if "csrf_token" not in line and "data-token" not in line
    )


def test_each_sign_in_has_a_new_token(cast: SimpleNamespace, guest: FlaskClient) -> None:
    guest.get("/sign-in")
    guest.post("/sign-in", data=RIGHT)
    guest.post("/sign-out")
    guest.post("/sign-in", data=RIGHT)
    db.session.rollback()
    tokens = db.session.scalars(select(SignIn.token_hash)).all()
    assert len(set(tokens)) == 2


def test_a_cookie_copied_before_the_sign_out_is_dead_after_it(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    guest.post("/sign-in", data=RIGHT)
    copy = copy_of(app, guest)
    assert is_in(copy)
    guest.post("/sign-out")
    assert not is_in(copy)


def test_signing_out_takes_a_post(browser_of: Callable[[str], FlaskClient]) -> None:
    browser = browser_of("alice")
    assert browser.get("/sign-out").status_code == 405
    assert is_in(browser)


def test_a_suspended_member_is_out_at_once_and_cannot_come_in(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    browser = browser_of("alice")
    assert is_in(browser)
    with write_transaction():
        alice = db.session.get_one(Member, cast.alice.id)
        until = clock.now() + timedelta(days=3)
        members.suspend_member(alice, until=until, reason="spam", actor=SYSTEM, now=clock.now())
    assert not is_in(browser)
    answer = guest.post("/sign-in", data=RIGHT)
    assert answer.status_code == 403 and "until" in answer.text
    assert "until" not in guest.post("/sign-in", data=WRONG).text


def test_an_erased_member_is_out_at_once(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    browser = browser_of("alice")
    with write_transaction():
        begin_erasure(db.session.get_one(Member, cast.alice.id), empty_posts=False, now=clock.now())
    assert not is_in(browser)
    guest.post("/sign-in", data=RIGHT)
    assert not is_in(guest)


def test_a_new_password_ends_every_other_sign_in(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    here, there = browser_of("alice"), browser_of("alice")
    assert here.post("/settings/password", data={"password": "another spoonful of cocoa"}).status_code == 303
    assert is_in(here)
    assert not is_in(there)


def test_an_idle_sign_in_lapses(cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]) -> None:
    browser = browser_of("alice")
    with write_transaction():
        db.session.scalars(select(SignIn)).one().last_seen_at -= timedelta(days=31)
    assert not is_in(browser)


def test_members_see_and_end_their_other_sign_ins(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    here, there = browser_of("alice"), browser_of("alice")
    page = here.get(INSIDE).text
    assert page.count("a test") == 2 and "this browser" in page
    db.session.rollback()
    other = db.session.scalars(select(SignIn.id).order_by(SignIn.id)).all()[1]
    here.post(f"/settings/sign-ins/{other}/end")
    assert is_in(here) and not is_in(there)


def test_nobody_ends_the_sign_in_of_another(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    alice, chloe = browser_of("alice"), browser_of("chloe")
    own = db.session.scalars(select(SignIn.id).where(SignIn.member_id == cast.alice.id)).one()
    assert chloe.post(f"/settings/sign-ins/{own}/end").status_code == 404
    chloe.post("/settings/sign-ins/end-others")
    assert is_in(alice)


def test_what_matters_needs_a_fresh_sign_in(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    with write_transaction():
        db.session.scalars(select(SignIn)).one().fresh_at -= timedelta(minutes=16)
    for path in ("password", "email", "second-factor", "privacy/erasure"):
        assert browser.get(f"/settings/{path}").location.startswith("/sign-in/again")
    for path in (
        "password",
        "email",
        "second-factor",
        "second-factor/removal",
        "recovery-codes",
        "passkeys/options",
    ):
        assert browser.post(f"/settings/{path}", data={}).location.startswith("/sign-in/again")
    assert browser.post("/sign-in/again", data={"password": "wrong one"}).status_code == 422
    again = browser.post("/sign-in/again", data={"password": PASSWORD, "next": "/settings/password"})
    assert again.location == "/settings/password"
    assert browser.get("/settings/password").status_code == 200


def test_every_attempt_leaves_one_line_without_control_characters(
    cast: SimpleNamespace, guest: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "potluck.sign_in"):
        guest.post("/sign-in", data=WRONG, headers={"User-Agent": "evil\x1b[31m\x85 in"})
        guest.post("/sign-in", data=RIGHT)
    lines = [record.getMessage() for record in caplog.records if record.name == "potluck.sign_in"]
    assert [json.loads(line)["outcome"] for line in lines] == ["refused", "in"]
    assert all(line.isascii() and line.isprintable() for line in lines)
    assert ALICE.email not in "".join(lines) and PASSWORD not in "".join(lines)


def test_when_a_member_was_last_here_is_noted_after_the_answer(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    with write_transaction():
        db.session.scalars(select(SignIn)).one().last_seen_at -= timedelta(hours=1)
    answer = browser.get(INSIDE)
    db.session.rollback()
    before = db.session.scalars(select(SignIn.last_seen_at)).one()
    answer.close()
    db.session.rollback()
    assert db.session.scalars(select(SignIn.last_seen_at)).one() > before


def test_the_session_cookie_is_out_of_reach_of_scripts(cast: SimpleNamespace, guest: FlaskClient) -> None:
    answer = guest.post("/sign-in", data=RIGHT)
    cookies = [value for name, value in answer.headers if name == "Set-Cookie"]
    assert cookies and all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_a_change_of_address_kills_the_links_that_were_under_way(cast: SimpleNamespace, app: Flask) -> None:
    from tests.integration.accounts.letters import last_letter

    with write_transaction():
        credentials.begin_recovery(ALICE.email, now=clock.now())
    old_link = last_letter(app, ALICE.email).link
    with write_transaction():
        alice = db.session.get_one(Member, cast.alice.id)
        issued = credentials.begin_email_change(alice, "new@example.org", now=clock.now())
        credentials.complete_email_change(issued.proof, now=clock.now())
    assert app.test_client().get(old_link).status_code == 410
