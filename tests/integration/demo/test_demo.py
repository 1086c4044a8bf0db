"""The demo community comes whole, and goes without a trace."""

from __future__ import annotations

import stat
from email import message_from_bytes, policy
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

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
from forum.core.settings import SettingValue, get_setting
from forum.demo.loading import REMOVED, is_wanted, load_demo
from forum.demo.models import DemoRecord
from forum.demo.sign_ins import ROLES
from forum.desk.models import Answer, AnswerPicture, DeskCause, DeskItem, DeskPicture, PersonalTask, Talk
from forum.desk.words import State, TaskState
from forum.discussions.models import Category, Post, PostState, PostUpload, Topic
from forum.gatekeeping.models import Measure, MeasureKind, PostCheck
from forum.gatekeeping.models.checks import Decision
from forum.moderation.models import (
    Evidence,
    Hidden,
    Hiding,
    HidingAct,
    Objection,
    ObjectionState,
    PurgeRequest,
    PurgeState,
    Report,
    ReportState,
)
from forum.moderation.settings import KEEPERS
from forum.notifications.models import Notification
from forum.recipes.document import from_json
from forum.recipes.models import Creation
from forum.uploads import images, operations as uploads
from forum.uploads.models import Upload
from tests.cast import ALICE
from tests.conversations import NOON, answer, opening
from tests.people import invite

make_picture_once, make_face_once = cache(images.make_picture), cache(images.make_face)


@pytest.fixture
def folder(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a community that the demo has filled; the pictures are the same on every database."""
    monkeypatch.setattr(uploads, "make_picture", make_picture_once)
    monkeypatch.setattr(uploads, "make_face", make_face_once)
    data_dir: Path = app.extensions["potluck.config"].data_dir
    load_demo(data_dir, NOON)
    return data_dir


ALL_THE_STATES: dict[Any, set[Any]] = {
    Report.state: set(ReportState),
    Objection.state: set(ObjectionState) - {ObjectionState.WITHDRAWN},
    PurgeRequest.state: set(PurgeState),
    Hiding.lifted_at.is_(None): {True, False},
    Hiding.what: {Hidden.POST, Hidden.PROFILE, Hidden.PICTURE},
    HidingAct.lifted_at.is_(None): {True, False},
    Evidence.told_at.is_(None): {True, False},
    Evidence.life_at_risk: {True, False},
    Measure.kind: set(MeasureKind),
    Measure.lifted_at.is_(None): {True, False},
    PostCheck.decision: {None, Decision.RELEASED, Decision.REFUSED},
    DeskItem.state: set(State),
    Answer.undone_at.is_(None): {True, False},
    PersonalTask.state: set(TaskState),
    Talk.closed_at.is_(None): {True, False},
}
"""What the demo shows at the desk: each of these is there."""
WAITING = {
    "report",
    "held",
    "marked",
    "likes",
    "objection",
    "question",
    "complaint",
    "purge",
    "evidence",
    "talk",
}
"""What waits in the queue for somebody."""
STAYS = {
    *("audit_entry", "audit_payload", "ballot_ledger"),  # for ever: nobody can take anything out of them
    *("content_version", "job", "outbox"),  # work that was done
    *("badge_rule", "setting"),  # rules that ship, marks of what there is
}
"""Tables in which something stays."""
ALICES = {
    "member",
    "category",
    "topic",
    "post",
    "following",
    "notification",
    "badge_award",
    "search_document",
}
"""Tables in which somebody real has something; on PostgreSQL the search index is a table, too."""


def states(column: Any) -> set[Any]:
    return set(db.session.scalars(select(column).distinct()))


def filled_tables() -> set[str]:
    """The tables in which anything stands."""
    counted = {table.name: select(func.count()).select_from(table) for table in db.metadata.sorted_tables}
    return {name for name, number in counted.items() if db.session.scalar(number)}


def count(model: type, *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def receivers_of_kept_mail(folder: Path) -> set[str]:
    """The addresses to which the mails in the house's folder went."""
    letters = (file.read_bytes() for file in (folder / "mail").glob("*.eml"))
    return {parseaddr(str(message_from_bytes(each, policy=policy.default)["To"]))[1] for each in letters}


def is_shown_with_its_photo(creation: Creation) -> bool:
    """Whether whoever may read a recipe sees its photo: it does not come out of a closed room."""
    key = from_json(creation.document).cover
    shown = (
        select(Upload.id)
        .join(PostUpload, PostUpload.upload_id == Upload.id)
        .join(Post, Post.id == PostUpload.post_id)
    )
    return db.session.scalar(shown.where(Post.topic_id == creation.topic_id, Upload.key == key)) is not None


def test_the_demo_is_as_large_and_lively_as_promised_and_leaves_real_life_untouched(
    app: Flask, folder: Path
) -> None:
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

    for column, wanted in ALL_THE_STATES.items():
        assert wanted - states(column) == set(), str(column)
    waiting = set(db.session.scalars(select(DeskCause.source).where(DeskCause.settled_at.is_(None))))
    assert waiting >= WAITING
    assert states(DeskCause.source) - waiting == set()

    drain()
    told = select(Notification.kind).where(Notification.read_at.is_(None)).distinct()
    assert set(db.session.scalars(told)) >= {"followed", "like", "post-valued", "poll-result", "birthday"}
    receivers = select(Member.handle).join(Notification, Notification.member_id == Member.id).distinct()
    assert set(db.session.scalars(receivers)) == set(ROLES.values())
    mails = [file.read_text() for file in (folder / "mail").glob("*.eml")]
    assert mails and all("X-Potluck-Receipt" in mail for mail in mails)
    assert receivers_of_kept_mail(folder) == {f"{handle}@example.org" for handle in ROLES.values()}
    assert not is_wanted()
    assert count(DeskPicture) == 3
    assert count(AnswerPicture) == 1

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
    (folder / "mail" / "alices.eml").write_text(f"To: Alice <{ALICE.email}>\n\nHello.")
    removed = app.test_cli_runner().invoke(args=["demo", "remove"])
    assert removed.exit_code == 0, removed.output
    db.session.rollback()

    assert list(db.session.scalars(select(Member.handle))) == ["alice"]
    assert list(db.session.scalars(select(Post.id))) == [own.id]
    assert list(db.session.scalars(select(Category.slug))) == ["hello"]
    assert count(Upload) == count(DemoRecord) == count(LikeFinding) == count(DeskItem) == 0
    assert not [file for file in (folder / "uploads").rglob("*") if file.is_file()]
    assert receivers_of_kept_mail(folder) == {ALICE.email}
    assert not (folder / "demo-sign-ins").exists()
    assert get_setting("site.name") == "Potluck"
    assert get_setting(KEEPERS) == ""
    assert filled_tables() <= STAYS | ALICES
    keys = set(db.session.scalars(select(SettingValue.key)))
    assert keys <= {REMOVED, "campaigns.any", "desk.any_marks", "gatekeeping.statements"}
    assert [line for counter in counters for line in differing_counts(counter)] == []
    assert not is_wanted()
