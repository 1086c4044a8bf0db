"""The machine's clock jumps an hour, either way: what ended stays ended, what is counted stays counted, order stays."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Purpose
from forum.accounts.operations.proofs import issue_proof, link_token, spend_link
from forum.core.clock import SystemClock, clock
from forum.core.database import db, write_transaction
from forum.core.limits import RATES
from forum.discussions.models import Post, Topic
from tests.conversations import answer, opening
from tests.integration.accounts.test_sign_in import copy_of

HOUR = timedelta(hours=1)
Shift = Callable[[timedelta], None]


@pytest.fixture
def shift(monkeypatch: pytest.MonkeyPatch) -> Shift:
    """Set the clock so much before or after the right time, for everything in this process that asks it."""
    now, seconds = SystemClock.now, time.time

    def by(difference: timedelta) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda self: now(self) + difference)
        monkeypatch.setattr(time, "time", lambda: seconds() + difference.total_seconds())

    return by


@pytest.fixture(params=[-HOUR, HOUR], ids=["back", "forward"])
def jump(request: pytest.FixtureRequest, shift: Shift) -> Callable[[], None]:
    """Let the clock jump."""
    return lambda: shift(request.param)


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/settings/account").status_code == 200


def test_who_is_signed_in_stays_so_and_who_signed_out_stays_out(
    app: Flask, browser_of: Callable[[str], FlaskClient], jump: Callable[[], None]
) -> None:
    alice, bruno = browser_of("alice"), browser_of("bruno")
    copied = copy_of(app, alice)
    assert is_in(copied)
    alice.post("/sign-out")

    jump()

    assert not is_in(copied)
    assert is_in(bruno)


def test_a_cookie_grows_too_old_all_the_same(browser_of: Callable[[str], FlaskClient], shift: Shift) -> None:
    alice = browser_of("alice")
    shift(timedelta(days=190))
    with alice.session_transaction() as kept:
        assert dict(kept) == {}


def test_a_link_that_was_used_stays_used(cast: SimpleNamespace, jump: Callable[[], None]) -> None:
    with write_transaction():
        proof = issue_proof(
            Purpose.RESET, now=clock.now(), member_id=cast.alice.id, sent_to=cast.alice.email
        ).proof
        token = link_token(proof)
    with write_transaction():
        assert spend_link(Purpose.RESET, token, now=clock.now())

    jump()

    with write_transaction():
        assert spend_link(Purpose.RESET, token, now=clock.now()) is None


def test_answers_stay_in_the_order_in_which_they_were_given(
    cast: SimpleNamespace, guest: FlaskClient, jump: Callable[[], None]
) -> None:
    start = opening(cast.viewer("alice"), "First of all.", now=clock.now())
    answer(start, cast.viewer("bruno"), "Second to that.", now=clock.now())
    lifted = last_moment(start.topic_id)

    jump()
    answer(start, cast.viewer("chloe"), "Third and last.", now=clock.now())

    db.session.rollback()
    numbers = select(Post.number, Post.source).where(Post.topic_id == start.topic_id).order_by(Post.number)
    said = ["First of all.", "Second to that.", "Third and last."]
    assert [tuple(row) for row in db.session.execute(numbers)] == list(enumerate(said, 1))
    page = guest.get(f"/topics/{start.topic_id}", follow_redirects=True).text
    assert sorted(said, key=page.rindex) == said
    assert last_moment(start.topic_id) >= lifted


def last_moment(topic_id: int) -> datetime:
    db.session.rollback()
    return db.session.scalars(select(Topic.last_post_at).where(Topic.id == topic_id)).one()


def test_nobody_waits_longer_for_a_limit_than_it_lasts(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], shift: Shift, jump: Callable[[], None]
) -> None:
    browser, liked = browser_of("chloe"), opening(cast.viewer("alice"), now=clock.now())
    most, seconds = RATES["like"][0]
    shift(timedelta(seconds=seconds - time.time() % seconds))  # limits count anew with each full minute
    said = [browser.post(f"/posts/{liked.id}/likes").status_code for _ in range(most + 1)]
    assert said[-1] == 429

    jump()

    refused = browser.post(f"/posts/{liked.id}/likes")
    assert int(refused.headers.get("Retry-After", 0)) <= seconds
