"""Giving what a thank-you brings. Each code is given once: the database says to whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from forum.badges.models import AwardedInvitation, Gift, VoucherCode
from forum.badges.rules import Rule
from forum.core.database import db
from forum.core.upsert import insert_missing


def give(rule: Rule, award_id: int, level: int, *, now: datetime) -> None:
    """Give the award what its level brings: the next code of the list, or the right to invite somebody."""
    gift = rule.gifts.get(level)
    if gift == Gift.VOUCHER:
        _give_code(award_id, rule.id, level, now)
    elif gift == Gift.INVITATION:
        insert_missing(AwardedInvitation, [{"award_id": award_id}])


def _give_code(award_id: int, rule_id: int, level: int, now: datetime) -> None:
    """Give the next code that nobody has; none when the list is used up."""
    next_one = (
        select(VoucherCode.id)
        .where(VoucherCode.rule_id == rule_id, VoucherCode.level == level, VoucherCode.given_at.is_(None))
        .order_by(VoucherCode.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    db.session.execute(
        update(VoucherCode)
        .where(VoucherCode.id == next_one.scalar_subquery(), VoucherCode.given_at.is_(None))
        .values(award_id=award_id, given_at=now)
        .execution_options(synchronize_session=False)
    )
