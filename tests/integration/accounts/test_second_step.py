"""Authenticator apps and recovery codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.authenticators import authenticators
from forum.accounts.models import Member, OneTimeProof, SecondFactor
from forum.accounts.operations import credentials, second_factors
from forum.accounts.passwords import hashed
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from tests.cast import ALICE, PASSWORD
from tests.integration.accounts.letters import last_letter
from tests.integration.accounts.test_sign_in import RIGHT, is_in


@pytest.fixture
def phone(cast: SimpleNamespace) -> SimpleNamespace:
    """Alice's phone: `code(steps)` is what it shows now or some half minutes later; `recovery` are her codes."""
    secret = authenticators().generate_totp_secret()
    early = clock.now() - timedelta(minutes=5)

    def code(steps: int = 0) -> str:
        moment = clock.now() + timedelta(seconds=30 * steps)
        return str(authenticators()._totp.from_source(secret).generate(time=moment).token)

    with write_transaction():
        alice = db.session.get_one(Member, cast.alice.id)
        first = authenticators()._totp.from_source(secret).generate(time=early).token
        recovery = second_factors.turn_on_second_factor(alice, secret, first, now=early)
    return SimpleNamespace(code=code, recovery=recovery, secret=secret)


def begin(app: Flask) -> FlaskClient:
    """Return a browser in which Alice has typed her password."""
    browser = app.test_client()
    assert browser.post("/sign-in", data=RIGHT).location == "/sign-in/second-step"
    return browser


def test_the_password_alone_does_not_let_one_in(app: Flask, phone: SimpleNamespace) -> None:
    assert not is_in(begin(app))


def test_the_code_of_the_app_lets_one_in(app: Flask, phone: SimpleNamespace) -> None:
    browser = begin(app)
    assert browser.post("/sign-in/second-step", data={"code": phone.code()}).status_code == 303
    assert is_in(browser)


def test_a_code_works_once(app: Flask, phone: SimpleNamespace) -> None:
    first, second = begin(app), begin(app)
    code = phone.code()
    first.post("/sign-in/second-step", data={"code": code})
    assert second.post("/sign-in/second-step", data={"code": code}).status_code == 422
    assert is_in(first) and not is_in(second)


def test_of_five_requests_at_once_with_one_code_one_gets_in(
    app: Flask, cast: SimpleNamespace, phone: SimpleNamespace
) -> None:
    code, together = phone.code(), Barrier(5)

    def spend(_: int) -> bool:
        with app.app_context():
            together.wait()
            with write_transaction():
                return second_factors.spend_authenticator_code(cast.alice.id, code, now=clock.now())

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(spend, range(5))) == 1


def test_a_code_of_an_hour_ago_is_wrong(app: Flask, phone: SimpleNamespace) -> None:
    browser = begin(app)
    assert browser.post("/sign-in/second-step", data={"code": phone.code(-120)}).status_code == 422


def test_a_recovery_code_lets_one_in_once(app: Flask, phone: SimpleNamespace) -> None:
    first, second = begin(app), begin(app)
    code = phone.recovery[3].upper()
    assert first.post("/sign-in/second-step", data={"code": code}).status_code == 303
    assert second.post("/sign-in/second-step", data={"code": code}).status_code == 422


def test_a_new_password_leaves_the_second_step_in_force(app: Flask, phone: SimpleNamespace) -> None:
    with write_transaction():
        credentials.begin_recovery(ALICE.email, now=clock.now())
    app.test_client().post(last_letter(app, ALICE.email).link, data={"password": "three walnuts on the sill"})
    browser = app.test_client()
    answer = browser.post("/sign-in", data={"email": ALICE.email, "password": "three walnuts on the sill"})
    assert answer.location == "/sign-in/second-step"


def test_the_second_step_cannot_be_skipped_or_kept_for_later(app: Flask, phone: SimpleNamespace) -> None:
    browser = begin(app)
    with write_transaction():
        db.session.scalars(
            select(OneTimeProof).filter_by(purpose="second-step")
        ).one().expires_at -= timedelta(hours=1)
    assert browser.post("/sign-in/second-step", data={"code": phone.code()}).location == "/sign-in"


def test_guessing_codes_is_stopped(app: Flask, phone: SimpleNamespace) -> None:
    def guess(number: int) -> int:
        address = {"REMOTE_ADDR": f"192.0.2.{number}"}
        browser = app.test_client()
        browser.post("/sign-in", data=RIGHT, environ_base=address)
        return browser.post("/sign-in/second-step", data={"code": "000000"}, environ_base=address).status_code

    assert [guess(number) for number in range(21)] == [422] * 20 + [429]


def test_turning_it_on_takes_a_right_code_and_shows_recovery_codes(
    app: Flask, cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("chloe")
    page = browser.get("/settings/second-factor").text
    key = re.search(r"<code>([A-Z2-7-]+)</code>", page)
    assert key
    assert browser.post("/settings/second-factor", data={"code": "000000"}).status_code == 422
    app_code = authenticators()._totp(key=key[1]).generate().token
    shown = browser.post("/settings/second-factor", data={"code": app_code}).text
    codes = re.findall(r"<li><code>([0-9a-f-]{14})</code></li>", shown)
    assert len(set(codes)) == 10
    db.session.rollback()
    assert db.session.get(SecondFactor, cast.chloe.id) is not None
    assert "is on" in last_letter(app, "chloe@example.org").subject


def test_secrets_and_recovery_codes_are_not_stored_plainly(phone: SimpleNamespace) -> None:
    factor = db.session.scalars(select(SecondFactor)).one()
    key = authenticators().get_totp_pretty_key(factor.secret).replace("-", "")
    assert key not in factor.secret
    assert not set(phone.recovery) & set(db.session.scalars(select(second_factors.RecoveryCode.code_hash)))


def test_a_password_hash_is_argon2(cast: SimpleNamespace) -> None:
    assert hashed(PASSWORD).startswith("$argon2id$")


def test_the_page_says_since_when_it_is_on(app: Flask, phone: SimpleNamespace) -> None:
    browser = begin(app)
    browser.post("/sign-in/second-step", data={"code": phone.code()})
    said = re.search(r"On since <time[^>]*>", browser.get("/settings/security").text)
    assert said
    assert "data-ago" not in said[0], "on since three days ago is no English"


def test_on_the_phone_itself_a_link_opens_the_app(browser_of: Callable[[str], FlaskClient]) -> None:
    page = browser_of("alice").get("/settings/second-factor").text
    assert re.search(r'href="otpauth://totp/[^"]*secret=[A-Z2-7]{32}', page)
