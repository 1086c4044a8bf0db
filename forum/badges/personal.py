"""What this room keeps about a member: the badges they earned, and what came with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from forum.badges.models import BadgeAward, BadgeRule, LikeFinding, VoucherCode
from forum.core.database import db
from forum.core.i18n import localized


def export(member_id: int) -> dict[str, Any]:
    """Return every badge a member earned, ready for JSON."""
    awards = db.session.execute(
        select(BadgeAward, BadgeRule.names, VoucherCode.code)
        .join(BadgeRule, BadgeRule.id == BadgeAward.rule_id)
        .outerjoin(VoucherCode, VoucherCode.award_id == BadgeAward.id)
        .where(BadgeAward.member_id == member_id)
        .order_by(BadgeAward.earned_at, BadgeAward.id)
    )
    return {
        "badges": [
            {
                "name": localized(names),
                "level": award.level,
                "post_id": award.post_id,
                "earned_at": award.earned_at.isoformat(),
                "lost_since": award.lost_since.isoformat() if award.lost_since else None,
                "voucher": code,
            }
            for award, names, code in awards
        ]
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget what they earned, what they gave others by hand, and what was found about their likes.

    A code that was theirs stays given.
    """
    db.session.execute(delete(BadgeAward).where(BadgeAward.member_id == member_id))
    db.session.execute(
        update(BadgeAward).where(BadgeAward.awarded_by_id == member_id).values(awarded_by_id=None)
    )
    for finding in db.session.scalars(select(LikeFinding)):
        if member_id in finding.members:
            db.session.delete(finding)
    db.session.execute(
        update(LikeFinding).where(LikeFinding.dismissed_by_id == member_id).values(dismissed_by_id=None)
    )
