"""The brand's word of thanks in a member's digest: what it wrote for the badge that they earned last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from sqlalchemy import and_, select

from forum.badges.models import BadgeAward, BadgeRule, BadgeThanks
from forum.core.database import db
from forum.core.digests import DigestPart, Place, register_digest_part
from forum.core.i18n import localized
from forum.core.policy import Viewer


@dataclass(frozen=True, slots=True)
class ThanksForBadge:
    """What the brand says, for which badge, and where that stands."""

    text: str
    badge: str
    rule_id: int


def load_thanks(viewer: Viewer, since: datetime, now: datetime) -> ThanksForBadge | None:
    """Return the brand's words for the badge that `viewer` earned last since the last digest, if it wrote any."""
    found = (
        select(BadgeThanks.texts, BadgeRule.names, BadgeRule.id)
        .select_from(BadgeAward)
        .join(BadgeRule, BadgeRule.id == BadgeAward.rule_id)
        .join(
            BadgeThanks,
            and_(BadgeThanks.rule_id == BadgeAward.rule_id, BadgeThanks.level == BadgeAward.level),
        )
        .where(BadgeAward.member_id == viewer.own_id, BadgeAward.lost_since.is_(None))
        .where(BadgeAward.earned_at > since, BadgeAward.earned_at <= now)
        .order_by(BadgeAward.earned_at.desc(), BadgeAward.id.desc())
        .limit(1)
    )
    row = db.session.execute(found).one_or_none()
    text = localized(row.texts) if row else ""
    return ThanksForBadge(text, localized(row.names), row.id) if row and text else None


def init_app(app: Flask) -> None:
    """Offer it."""
    register_digest_part(app, DigestPart("badges", Place.THANKS, "badges/digest", load_thanks, order=20))
