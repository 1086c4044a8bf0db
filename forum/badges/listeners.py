"""Awarding in the transaction that earns: what happens when a value changes.

Most changes are one step of a number that the event tells. Then nothing is read: a level is reached when the number
is exactly its threshold, and lost when it was. Everything else is counted exactly (`settling`).
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import literal, null, select, update

from forum.accounts.models import Member
from forum.badges.models import BadgeAward
from forum.badges.rules import Rule, rules_for
from forum.badges.settling import settle
from forum.badges.telling import tell_of
from forum.core import events
from forum.core.database import UTCDateTime, db
from forum.core.metrics import Change, Metric, metrics
from forum.core.upsert import conflict_insert

AWARDED = ("rule_id", "level", "member_id", "post_id", "subject_id", "earned_at", "times")


def hear(event: Any) -> None:
    """Look whether what happened earns anybody a badge, or costs one."""
    for metric in metrics:
        tell = metric.events.get(type(event))
        if tell is None:
            continue
        rules = rules_for(metric.key)
        change = tell(event) if rules else None
        if change is None or not change.subjects:
            continue
        for rule in rules:
            _apply(rule, metric, change)


def _apply(rule: Rule, metric: Metric, change: Change) -> None:
    if change.value is None:
        settle(rule, change.subjects, at=change.at, silent=change.silent)
        return
    if rule.scope.kind is not None and change.kind is not None and rule.scope.kind != change.kind:
        return
    is_exact = (metric.per_contribution and not rule.scope.is_local) or rule.scope.is_everywhere
    reached = change.value if change.step > 0 else change.value + 1
    if is_exact and not rule.scope.minimum:
        if reached in rule.thresholds:
            level = rule.thresholds.index(reached) + 1
            (_reach if change.step > 0 else _lose)(rule, metric, level, change)
    elif (reached in rule.thresholds) if metric.per_contribution else (reached >= rule.thresholds[0]):
        settle(rule, change.subjects, at=change.at, silent=change.silent)


def _reach(rule: Rule, metric: Metric, level: int, change: Change) -> None:
    """Award a level, or give it back, in one statement. Nobody who has left is awarded anything."""
    subject = change.subjects[0]
    post_id = literal(subject) if metric.per_contribution else null()
    earner = select(
        literal(rule.id),
        literal(level),
        Member.id,
        post_id,
        literal(subject if metric.per_contribution else 0),
        literal(change.at, UTCDateTime()),
        literal(1),
    ).where(Member.id == change.member_id, Member.erased_at.is_(None))
    statement = conflict_insert(BadgeAward).from_select(AWARDED, earner)
    statement = statement.on_conflict_do_update(
        index_elements=[
            BadgeAward.rule_id, BadgeAward.level, BadgeAward.member_id, BadgeAward.subject_id
        ],
        set_={"lost_since": None, "times": BadgeAward.times + 1},
        where=BadgeAward.lost_since.is_not(None),
    )  # fmt: skip
    told = statement.returning(
        BadgeAward.id, BadgeAward.level, BadgeAward.member_id, BadgeAward.post_id, BadgeAward.times
    )
    award = db.session.execute(told).first()
    if award is not None and award.times == 1:
        tell_of(rule, award, at=change.at, silent=change.silent)


def _lose(rule: Rule, metric: Metric, level: int, change: Change) -> None:
    subject = BadgeAward.subject_id if metric.per_contribution else BadgeAward.member_id
    db.session.execute(
        update(BadgeAward)
        .where(
            BadgeAward.rule_id == rule.id,
            BadgeAward.level == level,
            BadgeAward.member_id == change.member_id,
            subject == change.subjects[0],
            BadgeAward.lost_since.is_(None),
        )
        .values(lost_since=change.at)
        .execution_options(synchronize_session=False)
    )


def init_app(app: Flask) -> None:
    """Listen to every event that any metric names. The rooms that count have entered theirs by now."""
    with app.app_context():
        kinds = {kind for metric in metrics for kind in metric.events}
    for kind in kinds:
        events.listen(app, kind, hear)
