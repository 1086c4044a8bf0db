"""Telling and mailing many: jobs with progress that go on where they stood; a kill repeats one mail at most."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.accounts.models import Member
from forum.accounts.operations.members import create_member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Job, JobState
from forum.core.mail import sending
from forum.core.outbox import drain
from forum.core.outbox.models import UNFINISHED, OutboxRow
from forum.core.upsert import insert_missing
from forum.discussions.models import Following, FollowMode, FollowTarget, Post
from forum.notifications import delivery, mailing
from forum.notifications.delivery import MAILING, TELLING
from forum.notifications.models import Notification, TopicChoice
from tests.conversations import NOON, answer, opening

pytestmark = pytest.mark.usefixtures("app")
FOLLOWERS = 7
MAILS = FOLLOWERS + 1
"""One goes to Dana, who is answered."""


class Killed(BaseException):
    """Ends a worker as a kill would: nothing after it is done."""


@pytest.fixture
def followed(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Post:
    """A topic that seven members follow who want mail at once; told three at a time."""
    ways = {"password_hash": None, "now": NOON}
    monkeypatch.setattr(delivery, "CHUNK", 3)
    post = opening(cast.viewer("dana"), silent=True)
    with write_transaction():
        members = [
            create_member(name=f"Fan {n}", handle=f"fan-{n}", email=f"fan-{n}@example.org", **ways)
            for n in range(FOLLOWERS)
        ]
        db.session.flush()
        follow = {
            "target": FollowTarget.TOPIC.value,
            "target_id": post.topic_id,
            "mode": FollowMode.FOLLOW.value,
        }
        insert_missing(Following, [{"member_id": each.id, "created_at": NOON, **follow} for each in members])
        choice = {"topic_id": post.topic_id, "pace": "at-once"}
        insert_missing(TopicChoice, [{"member_id": each.id, **choice} for each in members])
    return post


def fans_told() -> Counter[str]:
    db.session.rollback()
    found = select(Member.handle).join(Notification, Notification.member_id == Member.id)
    return Counter(db.session.scalars(found.where(Member.handle.like("fan-%"))))


def go_on() -> None:
    """Let every lease run out, and do what is left."""
    db.session.rollback()
    while db.session.scalar(select(func.count()).where(UNFINISHED)):
        with write_transaction():
            db.session.execute(
                update(OutboxRow).where(UNFINISHED).values(run_after=clock.now() - timedelta(seconds=1))
            )
        drain()


def sent(app: Flask) -> int:
    return len(list((app.extensions["potluck.config"].data_dir / "mail").glob("*.eml")))


def test_many_are_told_in_portions_and_mailed_by_a_job_with_progress(
    app: Flask, followed: Post, cast: SimpleNamespace
) -> None:
    answer(followed, cast.viewer("chloe"))
    drain()
    assert fans_told() == {f"fan-{n}": 1 for n in range(FOLLOWERS)}
    assert sent(app) == MAILS
    jobs = {job.kind: job for job in db.session.scalars(select(Job))}
    assert (jobs[MAILING].state, jobs[MAILING].done, jobs[MAILING].total) == (
        JobState.DONE,
        FOLLOWERS,
        FOLLOWERS,
    )
    assert jobs[TELLING].result == {"told": FOLLOWERS + 1}


def test_a_portion_costs_the_same_however_many_follow(
    app: Flask, followed: Post, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "CHUNK", 100)
    answer(followed, cast.viewer("chloe"))
    drain()
    assert fans_told().total() == FOLLOWERS
    assert db.session.scalars(select(Job)).all() == []


@pytest.mark.parametrize("after", [1, 4])
def test_a_worker_killed_between_sending_and_noting_repeats_one_mail_with_its_message_id(
    app: Flask, followed: Post, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    leaving: list[str] = []
    deliver = mailing.deliver

    def deliver_and_die(mail: object, message_id: str) -> None:
        leaving.append(message_id)
        deliver(mail, message_id)  # type: ignore[arg-type]  # it is the mail that came in
        if len(leaving) == after:
            raise Killed

    monkeypatch.setattr(mailing, "deliver", deliver_and_die)
    answer(followed, cast.viewer("chloe"))
    with pytest.raises(Killed):
        drain()
    go_on()
    assert len(leaving) == MAILS + 1
    assert len(set(leaving)) == MAILS


def test_a_mail_that_cannot_leave_now_is_tried_again_by_itself(
    app: Flask, followed: Post, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_post", lambda: (_ for _ in ()).throw(OSError("the server is away")))
    answer(followed, cast.viewer("chloe"))
    drain()
    assert sent(app) == 0
    monkeypatch.undo()
    go_on()
    assert sent(app) == MAILS
