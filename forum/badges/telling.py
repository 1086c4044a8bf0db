"""Telling whoever earned a badge, with what the brand sends along, in the transaction that earned it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forum.badges.gifts import give
from forum.badges.rules import Rule
from forum.core.notices import notify

NOTICE = "badge"
MOST = 100
"""So many are told by one piece of work."""


def tell_of(rule: Rule, awards: Sequence[Any], *, at: datetime, silent: bool) -> None:
    """Have members told of awards by one rule that were just made, unless they were made silently."""
    if silent:
        return
    earners: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for award in awards:
        give(rule, award.id, award.level, now=at)
        earners[award.level, award.post_id].append(award.member_id)
    for (level, post_id), member_ids in earners.items():
        for first in range(0, len(member_ids), MOST):
            notify(
                NOTICE,
                post_id=post_id,
                member_ids=member_ids[first : first + MOST],
                rule_id=rule.id,
                level=level,
                levels=rule.levels,
                names=dict(rule.names),
            )
