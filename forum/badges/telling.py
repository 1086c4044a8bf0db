"""Telling whoever earned a badge, with what the brand sends along, in the transaction that earned it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.badges.gifts import give
from forum.badges.rules import Rule
from forum.core.notices import notify

NOTICE = "badge"


def tell_of(rule: Rule, award: Any, *, at: datetime, silent: bool) -> None:
    """Have a member told of an award that was just made, unless it was made silently."""
    if silent:
        return
    give(rule, award.id, award.level, now=at)
    notify(
        NOTICE,
        post_id=award.post_id,
        member_id=award.member_id,
        rule_id=rule.id,
        level=award.level,
        levels=rule.levels,
        names=dict(rule.names),
    )
