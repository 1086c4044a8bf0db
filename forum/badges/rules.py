"""The rules in force, read once a change and kept in memory: a like must not pay for looking them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, g
from sqlalchemy import select

from forum.badges.models import BY_HAND, BadgeRule, BadgeThanks, Gift
from forum.core.database import db
from forum.core.kept import Kept
from forum.core.metrics import Scope
from forum.core.versions import SITE, read_versions, touch

EXTENSION = "potluck.badge_rules"
STANDS_FOR_SECONDS = 60.0 * 60


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is applied and shown."""

    id: int
    metric: str
    scope: Scope
    thresholds: tuple[int, ...]
    names: Mapping[str, str]
    texts: Mapping[str, str]
    picture: str
    pictures: Mapping[str, str]
    """By language; where there is none, `picture`."""
    active: bool
    gifts: Mapping[int, str]
    """What comes with a level, besides words."""

    @property
    def is_by_hand(self) -> bool:
        """Whether the brand gives it, and nothing is counted."""
        return self.metric == BY_HAND

    @property
    def levels(self) -> int:
        """How many levels it has."""
        return len(self.thresholds)


def rule_of(row: BadgeRule, gifts: Mapping[int, str] | None = None) -> Rule:
    """Return a rule as it is applied."""
    scope = Scope(row.kind, row.category_id, row.tag_id, row.minimum)
    return Rule(
        row.id, row.metric, scope, row.thresholds, row.names, row.texts, row.picture, row.pictures or {},
        row.active, gifts or {},
    )  # fmt: skip


def all_rules() -> Mapping[int, Rule]:
    """Return every rule by its number, in the brand's order, those that are switched off too.

    Asked once a request; from memory while nothing of the site changed.
    """
    if "badge_rules" not in g:
        g.badge_rules = _read()
    rules: Mapping[int, Rule] = g.badge_rules
    return rules


def rules_for(metric: str) -> list[Rule]:
    """Return the rules in force that count by `metric`."""
    return [rule for rule in all_rules().values() if rule.active and rule.metric == metric]


def forget_rules() -> None:
    """Say that rules have changed: the present transaction sees them at once, others when it is committed."""
    touch(SITE)
    g.badge_rules = _load()


def _read() -> Mapping[int, Rule]:
    version = read_versions([SITE])[SITE]
    kept: Kept[Mapping[int, Rule]] = current_app.extensions[EXTENSION]
    entry = kept.find(EXTENSION)
    if entry is not None and entry.versions[SITE] == version:
        return entry.value
    rules = _load()
    return kept.keep(EXTENSION, rules, {SITE: version}, len(rules)).value


def _load() -> Mapping[int, Rule]:
    rows = db.session.scalars(select(BadgeRule).order_by(BadgeRule.position, BadgeRule.id))
    thanks = select(BadgeThanks.rule_id, BadgeThanks.level, BadgeThanks.gift)
    gifts: dict[int, dict[int, str]] = {}
    for rule_id, level, gift in db.session.execute(thanks.where(BadgeThanks.gift != Gift.NONE)):
        gifts.setdefault(rule_id, {})[level] = gift
    return {row.id: rule_of(row, gifts.get(row.id)) for row in rows}


def init_app(app: Flask) -> None:
    """Give `app` a place to keep the rules."""
    app.extensions[EXTENSION] = Kept[Mapping[int, Rule]](1_000_000, stands_for=STANDS_FOR_SECONDS)
