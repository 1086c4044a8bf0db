"""Whose mail comes back is told in the page, and confirms the address anew by a mail that arrives."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from sqlalchemy import select, update

from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.mail import stop_address
from forum.core.mail.models import StoppedAddress
from forum.notifications.stopped import address_of_token, address_token, forget_stopped
from tests.conversations import answer, opening
from tests.letters import letters_to, plain_text

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")
BANNER = "says that there is no such mailbox"


@pytest.fixture
def stopped(cast: SimpleNamespace) -> None:
    """Mail to Alice has come back."""
    with write_transaction():
        stop_address("alice@example.org", "5.1.1", now=clock.now())


@pytest.mark.usefixtures("stopped")
def test_only_the_one_concerned_is_told(browser_of: BrowserOf) -> None:
    assert BANNER in browser_of("alice").get("/notifications").text
    assert BANNER not in browser_of("bruno").get("/notifications").text


@pytest.mark.usefixtures("stopped")
def test_the_link_in_a_mail_that_arrives_brings_mail_back(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"))
    answer(post, cast.viewer("chloe"))
    assert letters_to("alice") == []
    assert browser_of("alice").post("/settings/notifications/trial").status_code == 303
    (letter,) = letters_to("alice")
    found = re.search(r"/mail-arrives/\S+", plain_text(letter))
    assert found is not None
    assert guest.get(found[0]).status_code == 200
    assert BANNER in browser_of("alice").get("/notifications").text
    assert guest.post(found[0]).status_code == 200
    assert BANNER not in browser_of("alice").get("/notifications").text
    answer(post, cast.viewer("chloe"), "And salt.")
    assert len(letters_to("alice")) == 2


@pytest.mark.usefixtures("stopped")
def test_a_link_confirms_no_address_that_its_owner_has_left(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    browser_of("alice").post("/settings/notifications/trial")
    (letter,) = letters_to("alice")
    found = re.search(r"/mail-arrives/\S+", plain_text(letter))
    assert found is not None
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).email = "alice@example.net"
    assert guest.post(found[0]).status_code == 404
    assert guest.post("/mail-arrives/forged").status_code == 404


@pytest.mark.parametrize(("moved", "known"), [(-7_200, True), (90_000, False)])
def test_a_link_outlives_a_clock_that_goes_back_but_not_its_day(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, moved: int, known: bool
) -> None:
    token = address_token(cast.alice.id, "alice@example.org")
    there = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: there(self) + moved)
    assert (address_of_token(token) == "alice@example.org") is known


@pytest.mark.usefixtures("stopped")
def test_an_address_that_nobody_has_any_more_is_forgotten(cast: SimpleNamespace) -> None:
    with write_transaction():
        db.session.execute(update(StoppedAddress).values(stopped_at=clock.now() - timedelta(days=2)))
    forget_stopped()
    assert len(db.session.scalars(select(StoppedAddress)).all()) == 1
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).email = None
    forget_stopped()
    assert db.session.scalars(select(StoppedAddress)).all() == []
