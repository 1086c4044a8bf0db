"""Making what is awarded equal what an exact count says: for a few subjects after an event, for all by night.

Two statements read, whatever the number of subjects: the values, and what was awarded. Then what differs is written.
Nothing is taken away here: an award that is no longer deserved is marked as lost, and shown grey after a day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update

from forum.accounts.models import Member
from forum.badges.models import BadgeAward
from forum.badges.rules import Rule
from forum.badges.telling import tell_of
from forum.core.database import db
from forum.core.metrics import Metric, metrics
from forum.core.upsert import conflict_insert
from forum.discussions.models import Post

Key = tuple[int, int]
"""A subject (a post, or a member) and a level."""


@dataclass(frozen=True, slots=True)
class Due:
    """An award that is to be made: who, for which subject, which level."""

    member_id: int
    subject: int
    level: int


@dataclass(slots=True)
class Differences:
    """What an exact count says should be otherwise."""

    due: list[Due] = field(default_factory=list)
    restored: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many awards are concerned."""
        return len(self.due) + len(self.restored) + len(self.lost)


def settle(
    rule: Rule,
    subjects: Sequence[int] | None,
    *,
    at: datetime,
    silent: bool = False,
    looking_back: bool = False,
) -> Differences:
    """Award what is due to `subjects` (None: to all) by `rule`, mark what is lost, and return what was changed.

    Args:
        rule: one that counts; for one that is given by hand there is nothing to settle.
        subjects: posts or members, as its metric counts them.
        at: when what caused it happened.
        silent: whether nobody is told.
        looking_back: whether to date awards by the moment at which the count was reached.
    """
    metric = metrics.get(rule.metric)
    if metric is None or rule.is_by_hand or (subjects is not None and not subjects):
        return Differences()
    found = differences(rule, metric, subjects)
    if found.due:
        moments = _moments(rule, metric, found.due) if looking_back else {}
        _write(rule, metric, found.due, moments, at, silent=silent)
    if found.restored:
        _mark(found.restored, None)
    if found.lost:
        _mark(found.lost, at)
    return found


def differences(rule: Rule, metric: Metric, subjects: Sequence[int] | None) -> Differences:
    """Return what should be otherwise, without changing it."""
    if subjects is not None:
        _wait_for_others(metric, subjects)
    values = read_values(rule, metric, subjects)
    held = _held(rule, metric, subjects)
    found = Differences()
    for subject, (member_id, value) in values.items():
        for level, threshold in enumerate(rule.thresholds, 1):
            award = held.get((subject, level))
            if value >= threshold and award is None:
                found.due.append(Due(member_id, subject, level))
            elif value >= threshold and award is not None and award.lost_since is not None:
                found.restored.append(award.id)
    for (subject, level), award in held.items():
        deserved = level <= rule.levels and values.get(subject, (0, 0))[1] >= rule.thresholds[level - 1]
        if not deserved and award.lost_since is None:
            found.lost.append(award.id)
    return found


def read_values(rule: Rule, metric: Metric, subjects: Sequence[int] | None) -> dict[int, tuple[int, int]]:
    """Return, for each subject that reaches the first level or was asked for, its member and its value."""
    tally = metric.tally(rule.scope, subjects).subquery().c
    wanted = select(tally.subject, tally.member, tally.value)
    if subjects is None:
        wanted = wanted.where(tally.value >= rule.thresholds[0])
    return {row.subject: (row.member, row.value) for row in db.session.execute(wanted)}


def _held(rule: Rule, metric: Metric, subjects: Sequence[int] | None) -> dict[Key, Any]:
    subject = BadgeAward.subject_id if metric.per_contribution else BadgeAward.member_id
    statement = select(BadgeAward.id, subject.label("subject"), BadgeAward.level, BadgeAward.lost_since)
    statement = statement.where(BadgeAward.rule_id == rule.id)
    if subjects is not None:
        statement = statement.where(subject.in_(subjects))
    return {(row.subject, row.level): row for row in db.session.execute(statement)}


def _wait_for_others(metric: Metric, subjects: Sequence[int]) -> None:
    """On PostgreSQL, let acts about the same subjects come one after the other, so that the later one counts both."""
    db.session.flush()
    if db.session.get_bind().dialect.name == "postgresql":
        model = Post if metric.per_contribution else Member
        rows = select(model.id).where(model.id.in_(subjects)).order_by(model.id)
        db.session.execute(rows.with_for_update(key_share=True))


def _moments(rule: Rule, metric: Metric, due: Collection[Due]) -> Mapping[Key, datetime]:
    if metric.moments is None:
        return {}
    subjects = sorted({each.subject for each in due})
    level_of = {threshold: level for level, threshold in enumerate(rule.thresholds, 1)}
    reached = db.session.execute(metric.moments(rule.scope, rule.thresholds, subjects))
    return {(row.subject, level_of[row.threshold]): row.at for row in reached}


def _write(
    rule: Rule,
    metric: Metric,
    due: Sequence[Due],
    moments: Mapping[Key, datetime],
    at: datetime,
    *,
    silent: bool,
) -> None:
    rows = [
        {
            "rule_id": rule.id,
            "level": each.level,
            "member_id": each.member_id,
            "post_id": each.subject if metric.per_contribution else None,
            "subject_id": each.subject if metric.per_contribution else 0,
            "earned_at": min(moments.get((each.subject, each.level), at), at),
            "times": 1,
            "seen_at": at if silent else None,
        }
        for each in due
    ]
    table = BadgeAward.__table__
    assert isinstance(table, Table)
    columns = table.c
    statement = conflict_insert(table).on_conflict_do_nothing()
    told = statement.returning(columns.id, columns.level, columns.member_id, columns.post_id)
    tell_of(rule, db.session.execute(told, rows).all(), at=at, silent=silent)


def _mark(award_ids: Sequence[int], lost_since: datetime | None) -> None:
    values: dict[str, Any] = {"lost_since": lost_since}
    if lost_since is None:
        values["times"] = BadgeAward.times + 1
    db.session.execute(
        update(BadgeAward)
        .where(BadgeAward.id.in_(award_ids))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
