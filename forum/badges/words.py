"""A rule in words: what each level takes."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from forum.badges.rules import Rule
from forum.core.database import db
from forum.core.kinds import kinds
from forum.core.metrics import REPLY, Metric, metrics
from forum.core.policy import Viewer
from forum.discussions.models import Tag
from forum.discussions.queries.categories import shelves


def conditions(rule: Rule) -> list[str]:
    """Return what each level takes, the first one first: "10 likes"; empty where nothing is counted."""
    metric = metrics.get(rule.metric)
    return [amount(metric, threshold) for threshold in rule.thresholds] if metric else []


def amount(metric: Metric, value: int) -> str:
    """Return so much of a metric in words."""
    return str(metric.unit(value))


def place(rule: Rule, viewer: Viewer) -> str:
    """Return where a rule counts, in words; empty when everywhere. What `viewer` may not know has no name."""
    parts = []
    if rule.scope.kind is not None:
        parts.append(kind_names().get(rule.scope.kind, rule.scope.kind))
    if rule.scope.category_id is not None:
        known = {shelf.id: shelf.name for shelf in shelves().for_viewer(viewer)}
        parts.append(known.get(rule.scope.category_id, "…"))
    if rule.scope.tag_id is not None:
        parts.append(f"#{db.session.scalar(select(Tag.name).where(Tag.id == rule.scope.tag_id))}")
    return ", ".join(parts)


def kind_names() -> Mapping[str, str]:
    """Return the kinds of contribution that a rule may mean, by key."""
    known = {kind.key: str(kind.name) for kind in sorted(kinds, key=lambda kind: kind.order)}
    return {**known, REPLY: _("Reply")}


def value_words(metric_key: str, value: int) -> str:
    """Return so much of the metric `metric_key` in words."""
    metric = metrics.get(metric_key)
    return amount(metric, value) if metric else str(value)
