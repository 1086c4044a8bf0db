"""Awarding in the transaction that earns: what happens when a value changes.

Most changes are one step of a number that the event tells. Then nothing is read: a level is reached when the number
is exactly its threshold, and lost when it was. Everything else is counted exactly (`settling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from sqlalchemy import literal, null, select, union_all, update

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
        if change.value is None:
            _settle(rules, change)
        else:
            with db.session.no_autoflush:
                _step(rules, metric, change, change.value)


def _step(rules: Sequence[Rule], metric: Metric, change: Change, value: int) -> None:
    """Apply a change by one. Where the number only bounds a part from above, that is counted."""
    crossed = value if change.step > 0 else value + 1
    meant = [rule for rule in rules if _is_meant(rule, change)]
    for rule in meant:
        if _is_exact(rule, metric):
            _cross(rule, metric, crossed, change)
    rest = [rule for rule in meant if not _is_exact(rule, metric)]
    if metric.per_contribution:
        _settle([rule for rule in rest if crossed in rule.thresholds], change)
    elif near := [rule for rule in rest if crossed >= rule.thresholds[0]]:
        _step_near(near, metric, change)


def _step_near(rules: Sequence[Rule], metric: Metric, change: Change) -> None:
    """Apply a change by one where the number is large enough: all rules are counted in one statement."""
    if any(rule.scope.is_local or rule.scope.minimum for rule in rules):
        _settle(rules, change)
        return
    counted = _count(rules, metric, change)
    for rule in rules:
        value = counted.get(rule.id, 0)
        _cross(rule, metric, value if change.step > 0 else value + 1, change)


def _settle(rules: Sequence[Rule], change: Change) -> None:
    for rule in rules:
        settle(rule, change.subjects, at=change.at, silent=change.silent)


def _is_meant(rule: Rule, change: Change) -> bool:
    return rule.scope.kind is None or change.kind is None or rule.scope.kind == change.kind


def _is_exact(rule: Rule, metric: Metric) -> bool:
    if rule.scope.minimum or (metric.per_contribution and rule.scope.is_local):
        return False
    return metric.per_contribution or rule.scope.is_everywhere


def _count(rules: Sequence[Rule], metric: Metric, change: Change) -> dict[int, int]:
    """Return the exact values of the only subject for several rules, in one statement."""
    parts = []
    for rule in rules:
        tally = metric.tally(rule.scope, change.subjects).subquery().c
        parts.append(select(literal(rule.id).label("rule_id"), tally.value.label("value")))
    return {row.rule_id: int(row.value) for row in db.session.execute(union_all(*parts))}


def _cross(rule: Rule, metric: Metric, crossed: int, change: Change) -> None:
    if crossed in rule.thresholds:
        level = rule.thresholds.index(crossed) + 1
        (_reach if change.step > 0 else _lose)(rule, metric, level, change)


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
