"""A community in which badges are earned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.operations.members import create_member
from forum.accounts.viewers import viewer_of
from forum.badges.models import BadgeAward, BadgeRule
from forum.badges.rules import forget_rules
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Post
from forum.reactions.operations import like_post, unlike_post
from tests.conversations import NOON


def a_rule(
    metric: str = "likes-on-one",
    thresholds: tuple[int, ...] = (2,),
    *,
    name: str = "Beloved",
    **more: Any,
) -> int:
    """Make a rule and return its number."""
    first, second, third = (*thresholds, None, None)[:3]
    with write_transaction():
        rule = BadgeRule(
            metric=metric,
            first=first,
            second=second,
            third=third,
            names={"en": name},
            texts={"en": f"{name}, in a few words."},
            picture="heart",
            created_at=NOON,
            **more,
        )
        db.session.add(rule)
        forget_rules()
    return rule.id


def guests(count: int, *, now: datetime = NOON) -> list[Viewer]:
    """Invite so many people who have nothing to do but to like things."""
    with write_transaction():
        number = db.session.query(Member).count()
        members = [
            create_member(
                name=f"Guest {number + each}",
                handle=f"guest-{number + each}",
                email=None,
                password_hash=None,
                now=now,
            )
            for each in range(count)
        ]
    return [viewer_of(member) for member in members]


def like(post: Post, *viewers: Viewer, now: datetime = NOON) -> None:
    """Have each of `viewers` like `post`, one after the other."""
    for viewer in viewers:
        with write_transaction():
            like_post(db.session.get_one(Post, post.id, populate_existing=True), actor=viewer, now=now)


def unlike(post: Post, *viewers: Viewer, now: datetime = NOON) -> None:
    """Have each of `viewers` take their like back."""
    for viewer in viewers:
        with write_transaction():
            unlike_post(db.session.get_one(Post, post.id, populate_existing=True), actor=viewer, now=now)


def awards(rule_id: int | None = None) -> list[BadgeAward]:
    """Return what was awarded, the first first."""
    db.session.rollback()
    found = select(BadgeAward).order_by(BadgeAward.id).execution_options(populate_existing=True)
    if rule_id is not None:
        found = found.where(BadgeAward.rule_id == rule_id)
    return list(db.session.scalars(found))


def held(rule_id: int | None = None) -> list[tuple[int, int]]:
    """Return member and level of each award that is not lost."""
    return sorted((each.member_id, each.level) for each in awards(rule_id) if each.lost_since is None)
