"""Long work: giving the badges of a new or changed rule, and looking every night whether all is as it should be.

Both are one job that goes through everybody in portions: first those who reach the first level now, then those who
hold an award of the rule. Each portion and how far it came are written in one transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, g
from sqlalchemy import func, select

from forum.badges.models import BadgeAward
from forum.badges.rules import Rule, all_rules
from forum.badges.settling import settle
from forum.badges.shipped import ship_rules
from forum.core import outbox
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Job, Progress, job_kind, start_job
from forum.core.jobs.kinds import Step
from forum.core.metrics import Metric, metrics

BACKFILL = "badges.backfill"
AGAIN = "badges.backfill-again"
LOOK_AGAIN_AFTER = timedelta(minutes=2)
"""Acts that began before a rule was there are over by then; what they earned is found in a second look."""
PORTION = 500

log = logging.getLogger(__name__)


def begin_backfill(rule_id: int, *, silent: bool, owner_id: int | None) -> Job:
    """Have all who deserve a badge by a rule be given it, silently or with notices, and look once more later."""
    params = {"rule_id": rule_id, "silent": silent}
    outbox.enqueue(AGAIN, params, run_after=clock.now() + LOOK_AGAIN_AFTER)
    return start_job(BACKFILL, params, owner_id)


def backfill_step(step: Step) -> Progress:
    """Settle one portion: those who deserve the badge, then those who hold it."""
    forget_rules_read_earlier()
    rule = all_rules().get(int(step.params["rule_id"]))
    metric = metrics.get(rule.metric) if rule else None
    changed = dict(step.cursor.get("changed", {"awarded": 0, "restored": 0, "lost": 0}))
    if rule is None or metric is None or not rule.active:
        return Progress(0, 0, finished=True, result=changed)
    phase, after = str(step.cursor.get("phase", "deserving")), int(step.cursor.get("after", 0))
    total = int(step.cursor.get("total", -1))
    if total < 0:
        total = _count(rule, metric)
    subjects = (_deserving if phase == "deserving" else _holding)(rule, metric, after)
    found = settle(rule, subjects, at=clock.now(), silent=bool(step.params.get("silent")), looking_back=True)
    changed["awarded"] += len(found.due)
    changed["restored"] += len(found.restored)
    changed["lost"] += len(found.lost)
    done = int(step.cursor.get("done", 0)) + len(subjects)
    if subjects:
        cursor = {"phase": phase, "after": subjects[-1]}
    elif phase == "deserving":
        cursor = {"phase": "holding", "after": 0}
    else:
        _note(rule, metric, step.params, changed)
        return Progress(max(done, total), max(done, total), finished=True, result=changed)
    known = {"total": total, "done": done, "changed": changed}
    return Progress(min(done, total), total, cursor={**cursor, **known})


def forget_rules_read_earlier() -> None:
    """A worker's context may live long: rules are looked up anew for each step."""
    g.pop("badge_rules", None)


def _count(rule: Rule, metric: Metric) -> int:
    tally = metric.tally(rule.scope, None).subquery().c
    deserving = select(func.count()).where(tally.value >= rule.thresholds[0])
    holding = select(func.count(_subject(metric).distinct())).where(BadgeAward.rule_id == rule.id)
    return (db.session.scalar(deserving) or 0) + (db.session.scalar(holding) or 0)


def _deserving(rule: Rule, metric: Metric, after: int) -> list[int]:
    tally = metric.tally(rule.scope, None).subquery().c
    wanted = select(tally.subject).where(tally.value >= rule.thresholds[0], tally.subject > after)
    return list(db.session.scalars(wanted.order_by(tally.subject).limit(PORTION)))


def _holding(rule: Rule, metric: Metric, after: int) -> list[int]:
    subject = _subject(metric)
    wanted = select(subject).where(BadgeAward.rule_id == rule.id, subject > after).distinct()
    return list(db.session.scalars(wanted.order_by(subject).limit(PORTION)))


def _subject(metric: Metric) -> Any:
    return BadgeAward.subject_id if metric.per_contribution else BadgeAward.member_id


def _note(rule: Rule, metric: Metric, params: Mapping[str, Any], changed: Mapping[str, int]) -> None:
    """By night there is nothing to correct, unless time itself earns the badge; anything else is a fault of ours."""
    if params.get("by_night") and not metric.needs_clock and any(changed.values()):
        log.warning("badge rule %d: the nightly look corrected %s", rule.id, dict(changed))


def _again(payload: Mapping[str, Any]) -> None:
    start_job(BACKFILL, payload)


def reconcile() -> None:
    """Have every rule in force looked at, for all members."""
    with write_transaction():
        forget_rules_read_earlier()
        for rule in all_rules().values():
            if rule.active and metrics.get(rule.metric) is not None:
                start_job(BACKFILL, {"rule_id": rule.id, "silent": False, "by_night": True})


def ship() -> None:
    """Bring along the shipped rules that are not there yet, and give them silently to those who deserve them."""
    with write_transaction():
        for rule_id in ship_rules(now=clock.now()):
            begin_backfill(rule_id, silent=True, owner_id=None)


def award_everybody(*, now: datetime) -> None:
    """Give every badge to all who deserve it, silently and at once: for a community that was just filled."""
    for rule in all_rules().values():
        if rule.active:
            settle(rule, None, at=now, silent=True, looking_back=True)


def init_app(app: Flask) -> None:
    """Let workers do it, and have everything looked at once a day."""
    job_kind(app, BACKFILL, backfill_step)
    outbox.handler(app, AGAIN, _again)
    chore(app, "badges.ship", ship, every=timedelta(days=1))
    chore(app, "badges.reconcile", reconcile, every=timedelta(days=1))
