"""A topic that many follow: for tests and measurements of telling and mailing the many."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db, write_transaction
from forum.core.notices import Pace
from forum.core.policy import Viewer
from forum.discussions.models import Following, FollowMode, FollowTarget, Post
from forum.notifications.models import TopicChoice
from tests.conversations import opening

CHUNK = 1_000


def make_members(count: int, now: datetime) -> list[int]:
    """Make so many members who can be mailed; returns their numbers."""
    ids: list[int] = []
    for start in range(0, count, CHUNK):
        rows = [
            {
                "handle": f"fan-{n}",
                "name": f"Fan {n}",
                "fs_uniquifier": f"fan{n}",
                "email": f"fan-{n}@example.org",
                "confirmed_at": now,
                "created_at": now,
            }
            for n in range(start, min(start + CHUNK, count))
        ]
        with write_transaction() as session:
            ids += session.scalars(insert(Member).returning(Member.id), rows)
    return ids


def followed_topic(followers: int, now: datetime, *, pace: Pace | None = None) -> tuple[Post, Viewer]:
    """Make a topic with so many followers, who want its mail so; returns its first post and somebody who may answer."""
    ids = make_members(followers + 2, now)
    author, other = (viewer_of(db.session.get_one(Member, member_id)) for member_id in ids[-2:])
    post = opening(author, now=now, silent=True)
    follow = {"target": FollowTarget.TOPIC, "target_id": post.topic_id, "mode": FollowMode.FOLLOW}
    for start in range(0, followers, CHUNK):
        portion = ids[start : min(start + CHUNK, followers)]
        with write_transaction() as session:
            session.execute(
                insert(Following), [{"member_id": each, "created_at": now, **follow} for each in portion]
            )
            if pace is not None:
                choice = {"topic_id": post.topic_id, "pace": pace.value}
                session.execute(insert(TopicChoice), [{"member_id": each, **choice} for each in portion])
    return post, other
