"""Every badge there is, and who holds one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, tuple_

from forum.accounts.models import Member
from forum.badges.grace import GRACE
from forum.badges.models import BadgeAward
from forum.badges.pictures import rule_picture
from forum.badges.rules import Rule, all_rules
from forum.core.clock import clock
from forum.core.database import AnyRow, db
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import NotFound, Viewer
from forum.discussions.models import Post, Topic

LIST_SIZE = 50


@dataclass(frozen=True, slots=True)
class Shelved:
    """A badge among all badges."""

    rule: Rule
    holders: int
    picture: str


def get_rule(rule_id: int) -> Rule:
    """Return a rule, switched off or not.

    Raises:
        NotFound: when there is none.
    """
    rule = all_rules().get(rule_id)
    if rule is None:
        raise NotFound
    return rule


def every_badge(*, with_unused: bool = False) -> list[Shelved]:
    """Return the badges that can be earned, and those that can no longer but were, each with how many hold it.

    With `with_unused`, also those that are switched off and nobody holds.
    """
    counted = dict(
        db.session.execute(
            select(BadgeAward.rule_id, func.count(BadgeAward.member_id.distinct()))
            .where(_is_held())
            .group_by(BadgeAward.rule_id)
        ).all()
    )
    rules = [Shelved(rule, counted.get(rule.id, 0), rule_picture(rule)) for rule in all_rules().values()]
    return [shelved for shelved in rules if with_unused or shelved.rule.active or shelved.holders]


def _is_held() -> Any:
    return BadgeAward.lost_since.is_(None) | (BadgeAward.lost_since > clock.now() - GRACE)


def page_of_holders(
    viewer: Viewer, rule: Rule, *, before: tuple[datetime, int] | None = None
) -> KeyPage[AnyRow]:
    """Return who holds a badge, the latest first, with the contribution where `viewer` may read it."""
    may_read = Post.visible_to(viewer) & Topic.title_visible_to(viewer)
    statement = (
        select(
            BadgeAward.id.label("award_id"),
            BadgeAward.level,
            BadgeAward.earned_at,
            BadgeAward.post_id,
            case((may_read, Topic.title)).label("title"),
            Member.id,
            Member.handle,
            Member.name,
            Member.picture_key,
            Member.is_team,
        )
        .join(Member, Member.id == BadgeAward.member_id)
        .outerjoin(Post, Post.id == BadgeAward.post_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .where(BadgeAward.rule_id == rule.id, _is_held(), Member.erased_at.is_(None))
        .order_by(BadgeAward.earned_at.desc(), BadgeAward.id.desc())
        .limit(LIST_SIZE + 1)
    )
    if before:
        statement = statement.where(tuple_(BadgeAward.earned_at, BadgeAward.id) < before)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    last = encode_mark(rows[-1].earned_at.isoformat(), rows[-1].award_id) if more else None
    return KeyPage(rows, older=last)
