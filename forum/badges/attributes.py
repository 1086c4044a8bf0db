"""What badges say of a member: the highest level held, and whether one badge is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, false

from forum.badges.models import LEVELS, BadgeAward
from forum.badges.rules import all_rules
from forum.core.i18n import localized
from forum.core.member_attributes import MemberAttribute, register_member_attribute


def _level_words() -> Mapping[str, str]:
    return {str(level): _("A badge of level %(level)s", level=level) for level in range(LEVELS, 0, -1)}


def _level(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    return _held(member_id, BadgeAward.level == int(band)) if band.isdecimal() else false()


def _badge_words() -> Mapping[str, str]:
    return {str(rule.id): localized(rule.names) for rule in all_rules().values() if rule.active}


def _badge(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    return _held(member_id, BadgeAward.rule_id == int(band)) if band.isdecimal() else false()


def _held(member_id: Any, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(BadgeAward.member_id == member_id, BadgeAward.lost_since.is_(None), which)


ATTRIBUTES = (
    MemberAttribute("badge-level", _l("Badges"), _level_words, _level, for_rolls=False, order=50),
    MemberAttribute("badge", _l("Holders of a badge"), _badge_words, _badge, on_ballots=False, order=60),
)


def init_app(app: Flask) -> None:
    """Enter them."""
    for attribute in ATTRIBUTES:
        register_member_attribute(app, attribute)
