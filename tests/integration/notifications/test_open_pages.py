"""The count of an open page: answered before Flask while nothing changes, and true a second after something does."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.notifications import open_pages
from tests.conversations import answer, opening
from tests.letters import told
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the number of all changes each time."""
    monkeypatch.setattr(open_pages, "NUMBER_STANDS", 0.0)


def ask(browser: FlaskClient, tag: str = "") -> TestResponse:
    return browser.get(open_pages.PATH, headers={"If-None-Match": tag})


def test_nothing_new_is_answered_before_flask(app: Flask, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    tag = ask(alice).headers["ETag"]
    with statements(app) as seen:
        assert ask(alice, tag).status_code == 304
    assert seen == ["versions, read before Flask"]


def test_a_new_notice_shows_at_the_next_question(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    tag = ask(alice).headers["ETag"]
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    told(cast.alice.id)
    fresh = ask(alice, tag)
    assert fresh.status_code == 200
    assert 'data-unread="1"' in fresh.text
    assert ask(alice, fresh.headers["ETag"]).status_code == 304


def test_reading_counts_down(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    told(cast.alice.id)
    tag = ask(alice).headers["ETag"]
    alice.post("/notifications/reading")
    assert 'data-unread="0"' in ask(alice, tag).text


def test_what_others_are_told_costs_one_count_and_no_page(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    bruno = browser_of("bruno")
    tag = ask(bruno).headers["ETag"]
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    told(cast.alice.id)
    with statements(app) as seen:
        assert ask(bruno, tag).status_code == 304
    assert seen == ["versions, read before Flask"]


def test_who_has_signed_out_learns_nothing_new(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    copied = alice.get_cookie("session", domain="127.0.0.1")
    assert copied is not None
    tag = ask(alice).headers["ETag"]
    alice.post("/sign-out")
    alice.set_cookie("session", copied.value, domain="127.0.0.1")
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    told(cast.alice.id)
    assert ask(alice, tag).status_code == 204


def test_guests_are_told_nothing(guest: FlaskClient) -> None:
    assert ask(guest).status_code == 204
    assert ask(guest, '"0-en"').status_code == 204
