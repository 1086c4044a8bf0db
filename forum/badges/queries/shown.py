"""Badges as they stand beside a name and on a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask import Flask, current_app
from sqlalchemy import bindparam, case, select

from forum.badges.grace import is_grey
from forum.badges.models import BadgeAward
from forum.badges.pictures import rule_picture
from forum.badges.rules import Rule, all_rules
from forum.core.clock import clock
from forum.core.database import AnySelect
from forum.core.i18n import localized
from forum.core.kept import Kept
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, Topic
from forum.discussions.queries.post_facts import post_facts

EXTENSION = "potluck.badge_marks"
STANDS_FOR_SECONDS = 8.0
"""A page made of these may be kept twice as long twice: together less than the minute that badges may lag."""
BESIDE_A_NAME = 3

Held = tuple[tuple[int, int], ...]
"""Rules and the highest level held of each."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One badge beside a name."""

    rule_id: int
    level: int
    levels: int
    name: str
    picture: str


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """One badge on a profile: its highest level, since when, and how often it was earned with different posts."""

    rule_id: int
    level: int
    levels: int
    name: str
    text: str
    picture: str
    earned_at: datetime
    is_grey: bool
    times: int
    post_id: int | None
    title: str | None


def load_marks(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, tuple[Mark, ...]]:
    """For every post, whoever looks: the badges that its author holds now. Kept in memory for a few seconds."""
    authors = {id: fact.author_id for id, fact in post_facts(post_ids).items() if fact.author_id}
    held = _held_by(set(authors.values()))
    rules = all_rules()
    return {id: _marks(rules, held[author]) for id, author in authors.items() if held[author]}


def _marks(rules: Mapping[int, Rule], held: Held) -> tuple[Mark, ...]:
    known = [(rules[rule_id], level) for rule_id, level in held if rule_id in rules]
    return tuple(
        Mark(rule.id, level, rule.levels, localized(rule.names), rule_picture(rule))
        for rule, level in known[:BESIDE_A_NAME]
    )


def _held_by(member_ids: set[int]) -> dict[int, Held]:
    kept: Kept[Held] = current_app.extensions[EXTENSION]
    entries = {id: kept.find(id) for id in member_ids}
    missing = [id for id, entry in entries.items() if entry is None]
    found = {id: entry.value for id, entry in entries.items() if entry is not None}
    if missing:
        read = _read_held(missing)
        for id in missing:
            found[id] = kept.keep(id, read.get(id, ()), {}, 200).value
    return found


def _read_held(member_ids: Sequence[int]) -> dict[int, Held]:
    highest: dict[int, dict[int, int]] = {}
    now = clock.now()
    for row in fetch(_held(), member_ids=list(member_ids)):
        if not is_grey(row.lost_since, now):
            levels = highest.setdefault(row.member_id, {})
            levels[row.rule_id] = max(row.level, levels.get(row.rule_id, 0))
    order = {rule_id: place for place, rule_id in enumerate(all_rules())}
    return {
        member_id: tuple(sorted(levels.items(), key=lambda each: (-each[1], order.get(each[0], len(order)))))
        for member_id, levels in highest.items()
    }


@cache
def _held() -> AnySelect:
    columns = (BadgeAward.member_id, BadgeAward.rule_id, BadgeAward.level, BadgeAward.lost_since)
    return select(*columns).where(BadgeAward.member_id.in_(bindparam("member_ids", expanding=True)))


def load_profile(viewer: Viewer, member_ids: Sequence[int]) -> Mapping[int, Sequence[ShownBadge]]:
    """For profiles: what each member, in practice one, ever earned; the latest first, grey ones last."""
    rows = fetch(_earned(), viewer, member_ids=list(member_ids)).all()
    found: dict[int, list[ShownBadge]] = {}
    for member_id in member_ids:
        own = [row for row in rows if row.member_id == member_id]
        shown = sorted(_best(own), key=lambda badge: (badge.is_grey, -badge.earned_at.timestamp()))
        if shown:
            found[member_id] = shown
    return found


def _best(rows: Iterable[Any]) -> list[ShownBadge]:
    """Return one badge for each rule: the highest level that is held, else the highest that was."""
    rules, now = all_rules(), clock.now()
    by_rule: dict[int, list[Any]] = {}
    for row in rows:
        by_rule.setdefault(row.rule_id, []).append(row)
    shown = []
    for rule_id, awards in by_rule.items():
        rule = rules.get(rule_id)
        if rule is None:
            continue
        best = max(
            awards, key=lambda row: (not is_grey(row.lost_since, now), row.level, -row.earned_at.timestamp())
        )
        posts = {row.post_id for row in awards if row.level == best.level}
        shown.append(
            ShownBadge(
                rule.id, best.level, rule.levels, localized(rule.names), localized(rule.texts),
                rule_picture(rule), best.earned_at, is_grey(best.lost_since, now), len(posts),
                best.post_id if best.title is not None else None, best.title,
            )
        )  # fmt: skip
    return shown


@cache
def _earned() -> AnySelect:
    may_read = Post.visible_to(ASKING) & Topic.title_visible_to(ASKING)
    return (
        select(
            BadgeAward.member_id,
            BadgeAward.rule_id,
            BadgeAward.level,
            BadgeAward.earned_at,
            BadgeAward.lost_since,
            BadgeAward.post_id,
            case((may_read, Topic.title)).label("title"),
        )
        .outerjoin(Post, Post.id == BadgeAward.post_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .where(BadgeAward.member_id.in_(bindparam("member_ids", expanding=True)))
    )


def init_app(app: Flask) -> None:
    """Give `app` its store of badges beside names."""
    app.extensions[EXTENSION] = Kept[Held](4 * 1024 * 1024, stands_for=STANDS_FOR_SECONDS)
