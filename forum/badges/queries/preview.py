"""Whom a rule would reward, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from forum.accounts.models import Member
from forum.badges.rules import Rule
from forum.core.database import AnyRow, db
from forum.core.metrics import metrics

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """How many members reach each level, with how many contributions, and some of them: those with the most."""

    members: int
    contributions: int | None
    levels: tuple[int, ...]
    sample: Sequence[AnyRow]
    metric: str


def preview(rule: Rule) -> Preview | None:
    """Return whom `rule` would reward as things stand, in two statements; None where nothing is counted."""
    metric = metrics.get(rule.metric)
    if metric is None:
        return None
    tally = metric.tally(rule.scope, None).subquery().c
    reached = [
        func.count(case((tally.value >= threshold, tally.member)).distinct()) for threshold in rule.thresholds
    ]
    first = tally.value >= rule.thresholds[0]
    counted = db.session.execute(select(func.count(case((first, tally.subject))), *reached)).one()
    best = (
        select(tally.member, func.max(tally.value).label("value"))
        .where(first)
        .group_by(tally.member)
        .order_by(func.max(tally.value).desc(), tally.member)
        .limit(SHOWN)
        .subquery()
    )
    sample = db.session.execute(
        select(Member.id, Member.handle, Member.name, Member.picture_key, Member.is_team, best.c.value)
        .join(best, best.c.member == Member.id)
        .order_by(best.c.value.desc(), Member.id)
    ).all()
    contributions = int(counted[0]) if metric.per_contribution else None
    return Preview(
        int(counted[1]), contributions, tuple(int(each) for each in counted[1:]), sample, rule.metric
    )
