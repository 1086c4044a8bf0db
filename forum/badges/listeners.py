"""Awarding in the transaction that earns: what happens when a value changes.

Most changes are one step of a number that the event tells. Then nothing is read: a level is reached when the number
is exactly its threshold, and lost when it was. A part of the community is counted by the statement that awards.
Everything else is counted exactly (`settling`), and in a storm by the worker (`afterwards`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)

from forum.accounts.models import Member
from forum.badges.afterwards import settle_afterwards
from forum.badges.models import BadgeAward
from forum.badges.rules import Rule, rules_for
from forum.badges.settling import settle
from forum.badges.telling import tell_of
from forum.core import events
from forum.core.database import UTCDateTime, db
from forum.core.metrics import Change, Metric, metrics
from forum.core.upsert import conflict_insert

AWARDED = ("rule_id", "level", "member_id", "post_id", "subject_id", "earned_at", "times")

Reached = tuple[Rule, int]
"""A rule, and the level whose line was crossed."""


@dataclass(slots=True)
class Crossings:
    """What one event lets somebody reach or lose, by whatever metric: written in one statement each.

    `earners` are SELECTs of rows of awards, `lost` are conditions on them.
    """

    rules: dict[int, Rule] = field(default_factory=dict)
    earners: list[Select[Any]] = field(default_factory=list)
    lost: list[ColumnElement[bool]] = field(default_factory=list)


def hear(event: Any) -> None:
    """Look whether what happened earns anybody a badge, or costs one."""
    crossings = Crossings()
    steps: list[Change] = []
    for metric in metrics:
        tell = metric.events.get(type(event))
        if tell is None:
            continue
        rules = rules_for(metric.key)
        change = tell(event) if rules else None
        if change is None or not change.subjects:
            continue
        if change.can_wait:
            settle_afterwards(metric.key, change)
        elif change.value is None:
            _settle(rules, change)
        else:
            steps.append(change)
            with db.session.no_autoflush:
                _step(rules, metric, change, change.value, crossings)
    if steps:
        _reach(crossings, steps[0])
        _lose(crossings, steps[0])


def _step(rules: Sequence[Rule], metric: Metric, change: Change, value: int, crossings: Crossings) -> None:
    """Note what a change by one crosses. Where the number only bounds a part from above, the part is counted."""
    crossed = value if change.step > 0 else value + 1
    meant = [rule for rule in rules if _is_meant(rule, change)]
    _settle([rule for rule in meant if rule.scope.minimum], change)
    exact = [rule for rule in meant if _is_exact(rule, metric) and crossed in rule.thresholds]
    parts = [rule for rule in meant if _is_part(rule, metric) and _is_near(rule, metric, crossed)]
    reached = [(rule, rule.thresholds.index(crossed) + 1) for rule in exact]
    crossings.rules.update((rule.id, rule) for rule in (*exact, *parts))
    if change.step > 0:
        crossings.earners += [_earner(rule, level, metric, change) for rule, level in reached]
        crossings.earners += [_earner_by_count(rule, metric, change) for rule in parts]
    else:
        counted = _count(parts, metric, change)
        reached += _crossed_downwards(parts, counted)
        crossings.lost += [_lost(rule, level, metric, change) for rule, level in reached]


def _settle(rules: Sequence[Rule], change: Change) -> None:
    for rule in rules:
        settle(rule, change.subjects, at=change.at, silent=change.silent)


def _is_meant(rule: Rule, change: Change) -> bool:
    return rule.scope.kind is None or change.kind is None or rule.scope.kind == change.kind


def _is_exact(rule: Rule, metric: Metric) -> bool:
    if rule.scope.minimum or (metric.per_contribution and rule.scope.is_local):
        return False
    return metric.per_contribution or rule.scope.is_everywhere


def _is_part(rule: Rule, metric: Metric) -> bool:
    return not rule.scope.minimum and not _is_exact(rule, metric)


def _is_near(rule: Rule, metric: Metric, crossed: int) -> bool:
    """Whether a part can have crossed a line: a contribution is in it or not, a member's may be anything below."""
    return crossed in rule.thresholds if metric.per_contribution else crossed >= rule.thresholds[0]


def _count(rules: Sequence[Rule], metric: Metric, change: Change) -> dict[int, int]:
    """Return the exact values of the only subject for several rules, in one statement."""
    if not rules:
        return {}
    parts = []
    for rule in rules:
        tally = metric.tally(rule.scope, change.subjects).subquery().c
        parts.append(select(literal(rule.id).label("rule_id"), tally.value.label("value")))
    return {row.rule_id: int(row.value) for row in db.session.execute(union_all(*parts))}


def _crossed_downwards(rules: Sequence[Rule], counted: Mapping[int, int]) -> list[Reached]:
    before = [(rule, counted.get(rule.id, 0) + 1) for rule in rules]
    return [(rule, rule.thresholds.index(value) + 1) for rule, value in before if value in rule.thresholds]


def _reach(crossings: Crossings, change: Change) -> None:
    """Award what was reached, or give it back, in one statement whatever the number of rules.

    Nobody who has left is awarded anything. A part that this change was not about stands where it stood: then what it
    reached was awarded before, and nothing happens.
    """
    if not crossings.earners:
        return
    statement = conflict_insert(BadgeAward).from_select(AWARDED, union_all(*crossings.earners))
    statement = statement.on_conflict_do_update(
        index_elements=[
            BadgeAward.rule_id, BadgeAward.level, BadgeAward.member_id, BadgeAward.subject_id
        ],
        set_={"lost_since": None, "times": BadgeAward.times + 1},
        where=BadgeAward.lost_since.is_not(None),
    )  # fmt: skip
    told = statement.returning(
        BadgeAward.id,
        BadgeAward.rule_id,
        BadgeAward.level,
        BadgeAward.member_id,
        BadgeAward.post_id,
        BadgeAward.times,
    )
    with db.session.no_autoflush:
        awards = db.session.execute(told).all()
    for award in awards:
        if award.times == 1:
            tell_of(crossings.rules[award.rule_id], [award], at=change.at, silent=change.silent)


def _earner(rule: Rule, level: int, metric: Metric, change: Change) -> Select[Any]:
    columns = _award(rule, literal(level), Member.id, metric, change)
    return select(*columns).where(Member.id == change.member_id, Member.erased_at.is_(None))


def _earner_by_count(rule: Rule, metric: Metric, change: Change) -> Select[Any]:
    tally = metric.tally(rule.scope, change.subjects).subquery().c
    level = case({number: level for level, number in enumerate(rule.thresholds, 1)}, value=tally.value)
    columns = _award(rule, level, tally.member, metric, change)
    return select(*columns).where(tally.value.in_(rule.thresholds))


def _award(rule: Rule, level: Any, member: Any, metric: Metric, change: Change) -> tuple[Any, ...]:
    subject = change.subjects[0]
    post_id = literal(subject) if metric.per_contribution else cast(null(), Integer)
    subject_id = literal(subject if metric.per_contribution else 0)
    return (
        literal(rule.id),
        level,
        member,
        post_id,
        subject_id,
        literal(change.at, UTCDateTime()),
        literal(1),
    )


def _lost(rule: Rule, level: int, metric: Metric, change: Change) -> ColumnElement[bool]:
    subject = BadgeAward.subject_id if metric.per_contribution else BadgeAward.member_id
    return and_(
        BadgeAward.rule_id == rule.id,
        BadgeAward.level == level,
        BadgeAward.member_id == change.member_id,
        subject == change.subjects[0],
    )


def _lose(crossings: Crossings, change: Change) -> None:
    if crossings.lost:
        db.session.execute(
            update(BadgeAward)
            .where(or_(*crossings.lost), BadgeAward.lost_since.is_(None))
            .values(lost_since=change.at)
            .execution_options(synchronize_session=False)
        )


def init_app(app: Flask) -> None:
    """Listen to every event that any metric names. The rooms that count have entered theirs by now."""
    with app.app_context():
        kinds = {kind for metric in metrics for kind in metric.events}
    for kind in kinds:
        events.listen(app, kind, hear)
