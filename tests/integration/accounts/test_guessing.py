"""What somebody who guesses meets, and what the rightful owner does not."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts import passwords
from forum.accounts.models import Member, WrongTries
from forum.accounts.operations.sign_ups import name_is_known
from forum.accounts.throttle import password_budgets, take_try
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from tests.cast import ALICE, PASSWORD
from tests.hashes import hashing_slowly
from tests.integration.accounts.test_sign_in import RIGHT, WRONG, is_in


@pytest.fixture(autouse=True)
def limits_per_minute_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave only the counts of this room, which outlast the process."""
    monkeypatch.setitem(__import__("forum.core.limits", fromlist=["RATES"]).RATES, "sign-in", ())


def try_from(app: Flask, network: str, typed: dict[str, str], browser: FlaskClient | None = None) -> int:
    """Try to sign in from a network, and return the status."""
    browser = browser or app.test_client()
    return browser.post("/sign-in", data=typed, environ_base={"REMOTE_ADDR": network}).status_code


def tried(*tries: tuple[str, str]) -> None:
    """Count wrong tries as the sign-in does, each an address and a network."""
    with write_transaction():
        for email, network in tries:
            assert take_try(password_budgets(email, network, None), now=clock.now())


def test_after_twenty_wrong_tries_an_account_is_closed_for_that_network_only(
    app: Flask, cast: SimpleNamespace
) -> None:
    assert {try_from(app, "192.0.2.1", WRONG) for _ in range(20)} == {422}
    assert try_from(app, "192.0.2.1", RIGHT) == 429
    assert try_from(app, "198.51.100.7", RIGHT) == 303


def test_who_is_throttled_is_told_when_to_come_back(app: Flask, cast: SimpleNamespace) -> None:
    for _ in range(20):
        try_from(app, "192.0.2.1", WRONG)
    refused = app.test_client().post("/sign-in", data=RIGHT, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert (refused.status_code, int(refused.headers["Retry-After"])) == (429, 15 * 60)


def test_after_a_hundred_wrong_tries_from_everywhere_an_account_waits(
    app: Flask, cast: SimpleNamespace
) -> None:
    tried(*((ALICE.email, f"192.0.2.{number}") for number in range(99)))
    assert try_from(app, "192.0.2.99", WRONG) == 422
    assert try_from(app, "198.51.100.7", WRONG) == 429


def test_a_browser_in_which_the_owner_was_before_is_let_in_all_the_same(
    app: Flask, cast: SimpleNamespace
) -> None:
    own = app.test_client()
    assert try_from(app, "203.0.113.5", RIGHT, own) == 303
    own.post("/sign-out")
    tried(*((ALICE.email, f"192.0.2.{number}") for number in range(100)))
    assert try_from(app, "198.51.100.7", RIGHT) == 429
    assert try_from(app, "198.51.100.8", RIGHT, own) == 303
    assert is_in(own)


def test_one_network_cannot_try_a_hundred_accounts(app: Flask, cast: SimpleNamespace) -> None:
    tried(*((f"p{number}@example.org", "192.0.2.9") for number in range(99)))
    tries = [
        try_from(app, "192.0.2.9", {"email": f"p{number}@example.org", "password": PASSWORD})
        for number in (99, 100)
    ]
    assert tries == [422, 429]


def test_right_passwords_use_nothing_up(app: Flask, cast: SimpleNamespace) -> None:
    assert {try_from(app, "192.0.2.1", RIGHT) for _ in range(22)} == {303}


def test_an_unknown_address_is_throttled_like_a_known_one(app: Flask, cast: SimpleNamespace) -> None:
    typed = {"email": "nobody@example.org", "password": PASSWORD}
    assert [try_from(app, "192.0.2.1", typed) for _ in range(21)] == [422] * 20 + [429]


def test_neither_addresses_nor_networks_are_kept_plainly(app: Flask, cast: SimpleNamespace) -> None:
    try_from(app, "192.0.2.1", WRONG)
    db.session.rollback()
    kept = " ".join(db.session.scalars(select(WrongTries.subject_hash)))
    assert kept and ALICE.email not in kept and "192.0.2" not in kept


@pytest.fixture
def as_slow_as_it_is(app: Flask) -> Iterator[None]:
    """Hash as for members, which takes long on purpose."""
    with hashing_slowly(app):
        yield


def median_time(app: Flask, path: str, typed: list[dict[str, str]]) -> float:
    """Return how much work the answer takes in the middle: a busy machine makes it later, not more."""
    times = []
    for number, each in enumerate(typed):
        browser = app.test_client()
        start = time.process_time()
        browser.post(path, data=each, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"})
        times.append(time.process_time() - start)
    return statistics.median(times)


@pytest.mark.usefixtures("as_slow_as_it_is")
def test_known_and_unknown_addresses_take_the_same_time(app: Flask, cast: SimpleNamespace) -> None:
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).password = passwords.hashed(PASSWORD)
    unknown = {"email": "nobody@example.org", "password": "not the right one"}
    median_time(app, "/sign-in", [WRONG, unknown])
    ratios = []
    for _ in range(3):
        known_time = median_time(app, "/sign-in", [WRONG] * 3)
        ratios.append(median_time(app, "/sign-in", [unknown] * 3) / known_time)
        if 0.9 < statistics.median(ratios) < 1.1:
            return
    assert 0.9 < statistics.median(ratios) < 1.1, ratios


@pytest.mark.usefixtures("as_slow_as_it_is")
def test_the_hash_that_nobody_has_costs_what_a_members_costs(app: Flask) -> None:
    cost = "$".join(passwords.hashed(PASSWORD).split("$")[:4])
    assert passwords.NOBODYS_HASH.startswith(cost)
    assert not passwords.matches(PASSWORD, None)


def test_a_passphrase_is_taken_as_it_was_typed(app: Flask) -> None:
    phrase = "  Ünïcode, spaces and \u00a0 “quotes” 🍫 " * 8
    stored = passwords.hashed(phrase)
    assert passwords.matches(phrase, stored)
    assert not passwords.matches(phrase.strip(), stored)
    assert not passwords.matches(phrase[:-1], stored)


def test_the_cast_has_no_twins(cast: SimpleNamespace) -> None:
    assert name_is_known("AIice A1mond") and not name_is_known("Alma Almond")
