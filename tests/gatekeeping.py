"""Keeping the gate, through the operations that moderators use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Post, ReadPosition
from forum.gatekeeping.models import WordRule
from forum.gatekeeping.operations.rules import NewRule, add_rule
from tests.conversations import NOON

SPAM = (
    "FREE entry in a weekly draw to win £1000! Text WIN to 87121 now to claim your prize, call 09061701461!!!"
)


def a_rule(moderator: Viewer, pattern: str, effect: str = "flag", **more: Any) -> WordRule:
    """Have a word looked for."""
    with write_transaction():
        return add_rule(NewRule("word", pattern, effect, **more), actor=moderator, now=NOON)


def at_home(
    member: Member, *, days: int = 60, read: int = 500, likes: int = 20, post: Post | None = None
) -> None:
    """Let a member have been here for a while; with `post`, have read its topic so far."""
    with write_transaction():
        moved = {"created_at": NOON - timedelta(days=days), "likes_received": likes}
        db.session.execute(update(Member).where(Member.id == member.id).values(**moved))
        if post is not None:
            db.session.merge(ReadPosition(member_id=member.id, topic_id=post.topic_id, number=read))


def present(post: Post) -> Post:
    """Return a post as it is in the database now."""
    db.session.rollback()
    return db.session.get_one(Post, post.id, populate_existing=True)


def later(minutes: float) -> datetime:
    """Return a moment after noon."""
    return NOON + timedelta(minutes=minutes)
