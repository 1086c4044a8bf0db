"""What was found, as moderators see it: who, what, and how it was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.badges.models import LikeFinding
from forum.core.database import AnyRow, db
from forum.core.policy import Viewer
from forum.reactions.models import LikeDiscount

MOST = 100
PEOPLE = 20


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One finding with the people in it."""

    finding: LikeFinding
    people: Sequence[AnyRow]
    more: int
    discount: LikeDiscount | None

    @property
    def evidence(self) -> dict[str, Any]:
        """The figures that speak for it."""
        return self.finding.evidence

    @property
    def is_open(self) -> bool:
        """Whether nobody has judged it yet."""
        return self.discount is None and self.finding.dismissed_at is None


def load_open(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, int]:
    """Return, for the moderators' desk, how many findings wait to be judged."""
    waiting = select(func.count()).where(
        LikeFinding.discount_id.is_(None), LikeFinding.dismissed_at.is_(None)
    )
    return dict.fromkeys(ids, db.session.scalar(waiting) or 0) if viewer.may_moderate else {}


def suspicions(*, judged: bool) -> list[Suspicion]:
    """Return what waits to be judged, or what was, the latest first."""
    is_judged = LikeFinding.discount_id.is_not(None) | LikeFinding.dismissed_at.is_not(None)
    statement = select(LikeFinding).where(is_judged if judged else ~is_judged)
    findings = list(
        db.session.scalars(statement.order_by(LikeFinding.found_at.desc(), LikeFinding.id.desc()).limit(MOST))
    )
    wanted = {member_id for finding in findings for member_id in finding.members[:PEOPLE]}
    people = {
        row.id: row
        for row in db.session.execute(
            select(Member.id, Member.handle, Member.name, Member.picture_key, Member.is_team).where(
                Member.id.in_(wanted), Member.erased_at.is_(None)
            )
        )
    }
    acts = {finding.discount_id for finding in findings if finding.discount_id is not None}
    discounts = {
        act.id: act for act in db.session.scalars(select(LikeDiscount).where(LikeDiscount.id.in_(acts)))
    }
    return [
        Suspicion(
            finding,
            [people[id] for id in finding.members[:PEOPLE] if id in people],
            max(0, len(finding.members) - PEOPLE),
            discounts.get(finding.discount_id or 0),
        )
        for finding in findings
    ]
