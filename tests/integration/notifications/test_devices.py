"""Messages to members' browsers, handed to a real push service: what is said, to whom, when, and what ends them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forum.accounts.models import SignIn
from forum.accounts.operations.sign_ins import end_sign_ins
from forum.core import clock as clock_module
from forum.core.database import db, write_transaction
from forum.core.notices import Pace
from forum.core.outbox import drain
from forum.core.outbox.models import OutboxRow
from forum.core.policy import Audience
from forum.core.push.posting import EXTENSION, PushPost
from forum.discussions.models import FollowTarget, Post
from forum.discussions.operations.followings import block, mute
from forum.discussions.operations.hiding import hide_post_text
from forum.notifications.devices import PUSH
from forum.notifications.models import Device
from forum.notifications.operations import choose, keep_quiet, read_all
from tests.conversations import NOON, answer, opening, shelf
from tests.push_service import NAME, PushService, ReadingBrowser, open_push_service

BrowserOf = Callable[[str], FlaskClient]
PAGE = "/settings/devices"


@pytest.fixture
def service(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """A push service to which the community hands its messages."""
    signer = app.extensions[EXTENSION].signer
    with open_push_service(tmp_path, signer.public_key) as (running, tls):
        place = ("127.0.0.1", running.server_address[1])
        post = PushPost((NAME,), signer, resolve=lambda host, port: [place], tls=tls)
        monkeypatch.setitem(app.extensions, EXTENSION, post)
        yield running


@pytest.fixture
def reader(service: PushService, browser_of: BrowserOf) -> ReadingBrowser:
    """Alice's browser, on which she has switched messages on."""
    reader = ReadingBrowser()
    assert browser_of("alice").post(PAGE, data=reader.form).status_code == 201
    return reader


def devices() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Device)) or 0


def waiting() -> list[OutboxRow]:
    db.session.rollback()
    return list(
        db.session.scalars(select(OutboxRow).where(OutboxRow.task == PUSH, OutboxRow.done_at.is_(None)))
    )


def test_an_answer_arrives_on_the_device_and_only_it_can_read_it(
    app: Flask, cast: SimpleNamespace, service: PushService, reader: ReadingBrowser
) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"), "Secret sauce")
    drain()
    (taken,) = service.taken
    message = json.loads(reader.open(taken.body))
    assert message["body"] == "Chloé Clove answers you in “Into the pot”."
    assert message["address"] == f"/posts/{post.id}"
    assert message["lang"] == "en"
    assert "Secret sauce" not in str(message)
    assert b"Chlo" not in taken.body
    assert taken.headers["Content-Encoding"] == "aes128gcm"
    assert 0 < int(taken.headers["TTL"]) <= 24 * 3600
    assert taken.headers["Topic"] == message["tag"]
    assert len(taken.headers["Topic"]) <= 32
    assert service.claims[0]["aud"] == f"https://{NAME}"


def test_a_title_that_not_everybody_may_read_does_not_leave(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser
) -> None:
    place = opening(
        cast.viewer("alice"), category=shelf(read_level=Audience.MEMBERS), title="Our secret supper"
    )
    answer(place, cast.viewer("chloe"))
    drain()
    said = reader.open(service.taken[0].body).decode()
    assert "Our secret supper" not in said
    assert "Chloé Clove answers you in “a topic”." in said


def test_what_is_hidden_before_it_is_sent_stays_here(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser
) -> None:
    with write_transaction():
        keep_quiet(cast.alice.id, (0, 23 * 60 + 59))
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    drain()
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
        keep_quiet(cast.alice.id, None)
        db.session.execute(update(OutboxRow).where(OutboxRow.task == PUSH).values(run_after=NOON))
    drain()
    assert waiting() == []
    assert service.taken == []


def test_what_was_read_in_the_page_is_not_sent_afterwards(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser
) -> None:
    service.answers.append((503, {}))
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    drain()
    with write_transaction():
        read_all(actor=cast.viewer("alice"), now=NOON)
        db.session.execute(update(OutboxRow).where(OutboxRow.task == PUSH).values(run_after=NOON))
    drain()
    assert len(service.taken) == 1
    assert waiting() == []


def test_quiet_hours_hold_until_they_end(
    cast: SimpleNamespace,
    service: PushService,
    reader: ReadingBrowser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = NOON.replace(hour=23)
    monkeypatch.setattr(clock_module.clock, "now", lambda: night, raising=False)
    with write_transaction():
        keep_quiet(cast.alice.id, (22 * 60, 7 * 60))
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"), now=night)
    drain()
    assert service.taken == []
    (row,) = waiting()
    monkeypatch.setattr(
        clock_module.clock, "now", lambda: row.run_after + timedelta(minutes=1), raising=False
    )
    drain()
    assert len(service.taken) == 1


@pytest.mark.parametrize("way", ["kind", "mute", "block", "signed out", "switched off"])
def test_who_does_not_want_it_gets_nothing(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser, browser_of: BrowserOf, way: str
) -> None:
    alice = cast.viewer("alice")
    post = opening(alice)
    with write_transaction():
        if way == "kind":
            choose(alice.id, "reply", page=True, pace=Pace.AT_ONCE, push=False)
        if way == "mute":
            mute(alice, FollowTarget.TOPIC, post.topic_id, now=NOON)
        if way == "block":
            block(alice, cast.chloe.id, now=NOON)
        if way == "signed out":
            end_sign_ins(alice.id, now=NOON)
    if way == "switched off":
        device = db.session.scalar(select(Device.id))
        assert browser_of("chloe").post(f"{PAGE}/{device}/delete").status_code == 404
        assert browser_of("alice").post(f"{PAGE}/{device}/delete").status_code == 303
        assert devices() == 0
    answer(post, cast.viewer("chloe"))
    drain()
    assert service.taken == []
    assert waiting() == []


@pytest.mark.parametrize("status", [404, 410, 400, 307])
def test_a_device_that_is_gone_is_forgotten(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser, status: int
) -> None:
    service.answers.append((status, {"Location": "http://127.0.0.1:1/elsewhere"}))
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    drain()
    assert devices() == 0
    assert waiting() == []
    assert len(service.taken) == 1


def test_a_busy_service_is_asked_again_when_it_says(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser
) -> None:
    service.answers += [(429, {"Retry-After": "900"}), (500, {})]
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    drain()
    (row,) = waiting()
    assert row.run_after - row.created_at >= timedelta(seconds=890)
    for tries in (2, 3):
        with write_transaction():
            db.session.execute(update(OutboxRow).where(OutboxRow.task == PUSH).values(run_after=NOON))
        drain()
        assert len(service.taken) == tries
    assert waiting() == []
    assert devices() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"endpoint": "https://evil.example/a"}, {"endpoint": f"http://{NAME}/a"}, {"p256dh": "x"}, {"auth": ""}],
)
def test_an_address_elsewhere_and_keys_that_are_none_are_refused(
    service: PushService, browser_of: BrowserOf, wrong: dict[str, str]
) -> None:
    answered = browser_of("alice").post(PAGE, data=ReadingBrowser().form | wrong)
    assert answered.status_code == 422
    assert answered.json
    assert answered.json["error"]
    assert devices() == 0


def test_a_browser_takes_the_messages_of_one_member_only(
    cast: SimpleNamespace, service: PushService, reader: ReadingBrowser, browser_of: BrowserOf
) -> None:
    assert browser_of("chloe").post(PAGE, data=reader.form).status_code == 201
    db.session.rollback()
    assert db.session.scalars(select(Device.member_id)).all() == [cast.chloe.id]


def test_a_browser_that_is_reached_elsewhere_goes_on_getting_messages(
    cast: SimpleNamespace, service: PushService, browser_of: BrowserOf
) -> None:
    alice, before, after = browser_of("alice"), ReadingBrowser(), ReadingBrowser(path="/wpush/two")
    alice.post(PAGE, data=before.form)
    moved = after.form | {"former": before.endpoint}
    assert browser_of("chloe").post(f"{PAGE}/renewal", data=moved).status_code == 404
    evil = alice.post(f"{PAGE}/renewal", data=moved | {"endpoint": "https://evil.example/a"})
    assert evil.status_code == 422
    assert alice.post(f"{PAGE}/renewal", data=moved).status_code == 200
    assert alice.post(f"{PAGE}/renewal", data=moved).status_code == 404
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    drain()
    (taken,) = service.taken
    assert taken.path == after.path
    assert b"answers you" in after.open(taken.body)


def test_devices_are_few_and_go_with_their_sign_in(
    cast: SimpleNamespace, service: PushService, browser_of: BrowserOf
) -> None:
    answers = [
        browser_of("alice").post(PAGE, data=ReadingBrowser(path=f"/wpush/{number}").form).status_code
        for number in range(11)
    ]
    assert answers == [201] * 10 + [422]
    page = browser_of("alice").get(PAGE).text
    assert page.count("/delete") == 10
    with write_transaction():
        db.session.query(SignIn).filter_by(member_id=cast.alice.id).delete()
    assert devices() == 0


def test_without_services_the_page_says_so(
    app: Flask, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, EXTENSION, PushPost((), app.extensions[EXTENSION].signer))
    assert "sends no messages to devices" in browser_of("alice").get(PAGE).text
    assert "On devices" not in browser_of("alice").get("/settings/notifications").text


def test_a_choice_for_devices_is_kept(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    assert (
        'name="push-reply" aria-label="Somebody answers you: On devices" checked'
        in alice.get("/settings/notifications").text
    )
    alice.post("/settings/notifications", data={"page-reply": "1", "pace-reply": "none", "push-like": "1"})
    page = alice.get("/settings/notifications").text
    assert 'name="push-reply" aria-label="Somebody answers you: On devices">' in page
    assert 'name="push-like" aria-label="Somebody likes a post of yours: On devices" checked' in page
