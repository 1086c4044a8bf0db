"""Badges for contributions that not everybody may read, and a finding that only moderators may."""

from __future__ import annotations

from forum.badges.findings import RING
from forum.badges.jobs import award_everybody
from forum.badges.models import BY_HAND, BadgeRule, LikeFinding
from forum.badges.rules import forget_rules
from forum.core.database import db, write_transaction
from forum.reactions.operations import like_post
from tests.integration.visibility.canaries import word
from tests.integration.visibility.planting import Garden


def plant_badges(garden: Garden) -> None:
    """Have everything that is liked earn a badge while all may read it, and plant what moderators judged."""
    with write_transaction():
        for name in ("pantrypost", "backroompost", "vaultpost"):
            like_post(garden.again(name), actor=garden.viewer("bruno"), now=garden.now)
        for metric, place in (("likes-on-one", None), ("likes-on-one", "backroom"), (BY_HAND, None)):
            db.session.add(
                BadgeRule(
                    metric=metric,
                    category_id=garden.shelves[place].id if place else None,
                    first=1,
                    names={"en": "Liked"},
                    texts={},
                    picture="heart",
                    created_at=garden.now,
                )
            )
        forget_rules()
        db.session.add(
            LikeFinding(
                key="ring:planted",
                kind=RING,
                members=[garden.cast.alice.id, garden.cast.chloe.id],
                likes=[],
                evidence={"likes": 9, "given_inside": 90, "received_inside": 80, "pairs": 100},
                found_at=garden.now,
                dismissed_at=garden.now,
                dismissed_because=word("findingnote"),
            )
        )
    with write_transaction():
        award_everybody(now=garden.now)
