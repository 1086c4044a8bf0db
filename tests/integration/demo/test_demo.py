"""The demo community comes whole, and goes without a trace."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.badges.models import BadgeAward, LikeFinding
from forum.core.check import differing_counts
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.settings import get_setting
from forum.demo.loading import is_wanted, load_demo
from forum.demo.models import DemoRecord
from forum.demo.removal import remove_demo
from forum.demo.sign_ins import ROLES
from forum.desk.models import DeskItem
from forum.discussions.models import Category, Post, PostState, PostUpload, Topic
from forum.notifications.models import Notification
from forum.recipes.document import from_json
from forum.recipes.models import Creation
from forum.uploads.models import Upload
from tests.cast import ALICE
from tests.conversations import NOON, answer, opening
from tests.people import invite


@pytest.fixture
def folder(app: Flask) -> Path:
    """The folder of a community that the demo has filled."""
    data_dir: Path = app.extensions["potluck.config"].data_dir
    load_demo(data_dir, NOON)
    return data_dir


def count(model: type, *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def is_shown_with_its_photo(creation: Creation) -> bool:
    """Whether whoever may read a recipe sees its photo: it does not come out of a closed room."""
    key = from_json(creation.document).cover
    shown = (
        select(Upload.id)
        .join(PostUpload, PostUpload.upload_id == Upload.id)
        .join(Post, Post.id == PostUpload.post_id)
    )
    return db.session.scalar(shown.where(Post.topic_id == creation.topic_id, Upload.key == key)) is not None


def test_the_demo_is_as_large_and_lively_as_promised_and_leaves_real_life_untouched(folder: Path) -> None:
    """One story, because loading takes seconds: it comes, somebody real joins, it goes."""
    assert count(Category) >= 12
    assert count(Member) >= 40
    assert count(Topic) >= 60
    assert count(Post) >= 400
    assert count(Post, Post.state == PostState.HIDDEN) >= 1
    assert count(Post, Post.state == PostState.WITHDRAWN) >= 1
    assert set(db.session.scalars(select(Topic.language))) == {"en", "fr", "de"}
    assert [line for counter in counters for line in differing_counts(counter)] == []
    found = {each.kind: each.dismissed_because for each in db.session.scalars(select(LikeFinding))}
    assert found.keys() == {"ring", "burst"}
    assert found["ring"]
    assert not found["burst"]
    assert count(BadgeAward) >= 100
    assert count(BadgeAward, BadgeAward.seen_at.is_(None)) == 0
    assert all(is_shown_with_its_photo(each) for each in db.session.scalars(select(Creation)))
    assert stat.S_IMODE((folder / "demo-sign-ins").stat().st_mode) == 0o600

    drain()
    told = select(Notification.kind).where(Notification.read_at.is_(None)).distinct()
    assert set(db.session.scalars(told)) >= {"followed", "like", "post-valued", "poll-result", "birthday"}
    receivers = select(Member.handle).join(Notification, Notification.member_id == Member.id).distinct()
    assert set(db.session.scalars(receivers)) == set(ROLES.values())
    mails = [file.read_text() for file in (folder / "mail").glob("*.eml")]
    assert mails and all("X-Potluck-Receipt" in mail for mail in mails)
    assert not is_wanted()

    with write_transaction():
        alice = viewer_of(invite(ALICE, NOON))
    own = opening(
        alice,
        "I am real.",
        category=db.session.scalars(select(Category).where(Category.slug == "hello")).one(),
    )
    elsewhere = db.session.scalars(select(Post).where(Post.number == 1, Post.read_level == 0)).first()
    assert elsewhere is not None
    answer(elsewhere, alice, "Hello, demo.")
    remove_demo()
    drain()
    db.session.rollback()

    assert list(db.session.scalars(select(Member.handle))) == ["alice"]
    assert list(db.session.scalars(select(Post.id))) == [own.id]
    assert list(db.session.scalars(select(Category.slug))) == ["hello"]
    assert count(Upload) == count(DemoRecord) == count(LikeFinding) == count(DeskItem) == 0
    assert not [file for file in (folder / "uploads").rglob("*") if file.is_file()]
    assert get_setting("site.name") == "Potluck"
    assert [line for counter in counters for line in differing_counts(counter)] == []
    assert not is_wanted()
