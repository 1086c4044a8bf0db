"""What a member was given and has not seen yet: shown at the top of their next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, exists, select

from forum.badges.models import BadgeAward
from forum.badges.pictures import rule_picture
from forum.badges.queries.shown import Mark
from forum.badges.rules import all_rules
from forum.core.i18n import localized
from forum.core.news import register_news
from forum.core.policy import Viewer
from forum.core.reading import fetch

NAME = "badges"
MOST = 5


def _waits(member_id: Any) -> ColumnElement[bool]:
    return exists().where(BadgeAward.member_id == member_id, _is_unseen()).correlate(member_id.class_)


def _is_unseen() -> ColumnElement[bool]:
    return BadgeAward.seen_at.is_(None) & BadgeAward.lost_since.is_(None)


def load_news(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, Sequence[Mark]]:
    """For the top of a page: the badges that the viewer has not seen; asks nothing when there are none."""
    if NAME not in viewer.news:
        return {}
    unseen = select(BadgeAward.rule_id, BadgeAward.level).where(
        BadgeAward.member_id == viewer.own_id, _is_unseen()
    )
    rules = all_rules()
    rows = fetch(unseen.order_by(BadgeAward.earned_at.desc(), BadgeAward.id.desc()).limit(MOST)).all()
    marks = [
        Mark(rule.id, row.level, rule.levels, localized(rule.names), rule_picture(rule))
        for row in rows
        if (rule := rules.get(row.rule_id)) is not None
    ]
    return {0: marks} if marks else {}


def init_app(app: Flask) -> None:
    """Have the viewer's statement say whether something waits."""
    register_news(app, NAME, _waits)
