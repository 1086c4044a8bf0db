"""The way back in for those who lost their password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from sqlalchemy import select

from forum.accounts.models import Member, OneTimeProof
from forum.accounts.operations.credentials import begin_email_change, complete_email_change
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from tests.cast import ALICE, PASSWORD
from tests.integration.accounts.letters import last_letter, letters
from tests.integration.accounts.test_sign_in import is_in, without_tokens

NEW = "three walnuts on the sill"


def ask(browser: FlaskClient, email: str = ALICE.email) -> None:
    """Ask for a new password."""
    assert browser.post("/recover", data={"email": email}).location == "/recover/check"


def comes_in_with(app: Flask, password: str) -> bool:
    """Whether Alice's address and `password` let somebody in."""
    browser = app.test_client()
    browser.post("/sign-in", data={"email": ALICE.email, "password": password})
    return is_in(browser)


def test_the_code_sets_a_new_password(app: Flask, cast: SimpleNamespace, guest: FlaskClient) -> None:
    ask(guest)
    code = last_letter(app, ALICE.email).code
    assert guest.post("/recover/check", data={"code": code, "password": NEW}).location == "/sign-in"
    assert comes_in_with(app, NEW) and not comes_in_with(app, PASSWORD)


def test_the_link_sets_a_new_password_and_looking_at_it_does_not_use_it_up(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    ask(guest)
    link = last_letter(app, ALICE.email).link
    elsewhere = app.test_client()
    assert [elsewhere.get(link).status_code for _ in range(3)] == [200, 200, 200]
    assert elsewhere.post(link, data={"password": NEW}).location == "/sign-in"
    assert elsewhere.post(link, data={"password": "and yet another one"}).status_code == 410
    assert comes_in_with(app, NEW)


def test_nobody_is_signed_in_by_the_link_alone(app: Flask, cast: SimpleNamespace, guest: FlaskClient) -> None:
    ask(guest)
    guest.post(last_letter(app, ALICE.email).link, data={"password": NEW})
    assert not is_in(guest)


def test_a_new_password_ends_every_sign_in(
    app: Flask, cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    browser = browser_of("alice")
    ask(guest)
    guest.post(last_letter(app, ALICE.email).link, data={"password": NEW})
    assert not is_in(browser)


def test_the_member_is_told_by_mail(app: Flask, cast: SimpleNamespace, guest: FlaskClient) -> None:
    ask(guest)
    guest.post(last_letter(app, ALICE.email).link, data={"password": NEW})
    assert "was changed" in last_letter(app, ALICE.email).subject


def test_a_link_is_good_for_an_hour(app: Flask, cast: SimpleNamespace, guest: FlaskClient) -> None:
    ask(guest)
    link = last_letter(app, ALICE.email).link
    with write_transaction():
        db.session.scalars(select(OneTimeProof)).one().expires_at -= timedelta(hours=1, minutes=1)
    assert guest.get(link).status_code == 410
    assert guest.post(link, data={"password": NEW}).status_code == 410


def test_known_and_unknown_addresses_get_the_same_pages(app: Flask, cast: SimpleNamespace) -> None:
    pages = []
    for email in (ALICE.email, "nobody@example.org"):
        browser = app.test_client()
        ask(browser, email)
        wrong = browser.post("/recover/check", data={"code": "123456", "password": NEW})
        pages.append(
            [
                without_tokens(text).replace(email, "")
                for text in (browser.get("/recover/check").text, wrong.text)
            ]
        )
    assert pages[0] == pages[1]


def test_nobody_gets_mail_for_an_unknown_address(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    ask(guest, "nobody@example.org")
    assert letters(app) == []


def test_somebody_who_joins_with_a_members_address_learns_nothing(app: Flask, cast: SimpleNamespace) -> None:
    typed = {"password": PASSWORD, "charter": "y", "privacy": "y", "age": "y"}
    pages = []
    for name, email in (("Hugo Hazelnut", ALICE.email), ("Ida Iris", "nobody@example.org")):
        browser = app.test_client()
        assert browser.post("/sign-up", data={**typed, "name": name, "email": email}).status_code == 303
        pages.append(without_tokens(browser.get("/sign-up/check").text).replace(email, ""))
    assert pages[0] == pages[1]
    assert "already have an account" in last_letter(app, ALICE.email).subject


def test_whoever_has_the_address_is_told_in_their_own_language(app: Flask, cast: SimpleNamespace) -> None:
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).language = "de"
    french = app.test_client()
    french.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    typed = {"password": PASSWORD, "charter": "y", "privacy": "y", "age": "y"}
    french.post("/sign-up", data={**typed, "name": "Hugo Hazelnut", "email": ALICE.email})
    assert "Du hast schon ein Konto" in last_letter(app, ALICE.email).subject


def test_a_mail_that_claims_another_host_still_carries_the_canonical_link(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    guest.post("/recover", data={"email": ALICE.email}, headers={"X-Forwarded-Host": "evil.example"})
    assert last_letter(app, ALICE.email).address.startswith("http://127.0.0.1:8000/recover/")


def test_a_foreign_host_is_refused(app: Flask, cast: SimpleNamespace, guest: FlaskClient) -> None:
    for host in (
        "evil.example",
        "127.0.0.1:8000.evil.example",
        "evil.example:8000",
        "127.0.0.1@evil.example",
    ):
        answer = guest.post("/recover", data={"email": ALICE.email}, headers={"Host": host})
        assert answer.status_code == 400
    assert letters(app) == []


def test_five_mails_an_hour_are_enough_for_one_address(app: Flask, cast: SimpleNamespace) -> None:
    def status(number: int) -> int:
        browser = app.test_client()
        address = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return browser.post("/recover", data={"email": ALICE.email}, environ_base=address).status_code

    assert [status(number) for number in range(6)] == [303] * 5 + [429]


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_a_former_address_is_not_sent_to_a_page_that_can_do_nothing_for_it(
    app: Flask, cast: SimpleNamespace, language: str
) -> None:
    with write_transaction():
        alice = db.session.get_one(Member, cast.alice.id)
        alice.language = language
        issued = begin_email_change(alice, "thief@example.org", now=clock.now())
        complete_email_change(issued.proof, now=clock.now())
    told = last_letter(app, ALICE.email).text
    assert "/recover" not in told
    with app.test_request_context(), force_locale(language):
        assert gettext("Report something") in told
