"""Pictures that nothing shows any more go after a week; those that something still needs stay."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from config import Config
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.storage import current_storage
from forum.discussions.models import Draft, Revision
from forum.uploads.models import Upload
from forum.uploads.upkeep import forget_strays, forget_unused
from tests.conversations import opening
from tests.pictures import picture

Browser = Callable[[str], FlaskClient]
COLOURS = iter(("red", "green", "blue", "orange", "purple", "black", "gray", "navy", "teal", "brown") * 50)


@pytest.fixture
def add(browser_of: Browser) -> Callable[[], str]:
    """Have Alice add one more picture; gives its key."""
    alice = browser_of("alice")

    def once() -> str:
        sent = {"file": (BytesIO(picture("PNG", (40, 40), next(COLOURS))), "x.png")}
        return str(
            alice.post("/uploads", data=sent, headers={"Accept": "application/json"}).get_json()["key"]
        )

    return once


def let_pass(days: int) -> None:
    with write_transaction():
        db.session.execute(update(Upload).values(created_at=clock.now() - timedelta(days=days)))


def kept() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Upload.key)))


def test_unused_pictures_go_after_a_week_with_their_files(add: Callable[[], str]) -> None:
    key = add()
    let_pass(6)
    forget_unused()
    assert kept() == {key}
    let_pass(8)
    forget_unused()
    outbox.drain()
    assert kept() == set()
    assert list(current_storage().files()) == []


def test_what_posts_revisions_and_drafts_show_stays(add: Callable[[], str], cast: SimpleNamespace) -> None:
    shown, revised, drafted, unused = add(), add(), add(), add()
    post = opening(cast.viewer("alice"), f"![x](/uploads/{shown})")
    with write_transaction():
        source = f"![x](/uploads/{revised})"
        db.session.add(Revision(post_id=post.id, number=1, source=source, replaced_at=clock.now()))
        fields = {"body": f"![x](/uploads/{drafted})"}
        db.session.add(
            Draft(member_id=cast.alice.id, place="topic:new", fields=fields, updated_at=clock.now())
        )
    let_pass(30)
    forget_unused()
    assert kept() == {shown, revised, drafted}
    assert unused not in kept()


def test_faces_stay_however_old(browser_of: Browser) -> None:
    browser_of("alice").post("/settings/picture", data={"file": (BytesIO(picture()), "me.jpg")})
    let_pass(400)
    forget_unused()
    assert len(kept()) == 1


def test_many_are_forgotten_in_portions(add: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.uploads.upkeep.AT_ONCE", 2)
    for _ in range(5):
        add()
    let_pass(8)
    forget_unused()
    assert kept() == set()


def test_files_that_never_got_a_row_go_after_a_day_and_nothing_else_does(
    app: Flask, add: Callable[[], str]
) -> None:
    key, stray, fresh = add(), "S" * 24, "F" * 24
    storage = current_storage()
    for name in (f"{stray}/full.webp", f"{stray}/320.webp", f"{fresh}/full.webp", "somebody/elses.txt"):
        storage.put(name, b"x")
    config: Config = app.extensions["potluck.config"]
    two_days_ago = (clock.now() - timedelta(days=2)).timestamp()
    for path in Path(config.storage_url.removeprefix("file://")).rglob("*.*"):
        if fresh not in str(path):
            os.utime(path, (two_days_ago, two_days_ago))
    forget_strays()
    assert {file.name for file in storage.files()} == {
        f"{key}/full.webp",
        f"{fresh}/full.webp",
        "somebody/elses.txt",
    }
