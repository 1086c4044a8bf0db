"""The rule by which the first line of a read-out speaks. It is written down when the poll is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from forum.core.database import db
from forum.core.upsert import insert_missing
from forum.polls.readout.models import PollRule


@dataclass(frozen=True, slots=True)
class Rule:
    """When a lead is clear. Anything else is too close to call, or too few votes.

    It takes `fewest` voters; against every rival a corrected probability under `level`, where such a test exists; and
    to be first again in the part `stays` of `rounds` repetitions.
    """

    fewest: int = 30
    level: float = 0.05
    stays: float = 0.95
    rounds: int = 1_000


PRESENT = Rule()
"""What polls are opened with from now on. A change here changes no poll that is open already."""


def fix_rule(poll_id: int, now: datetime) -> None:
    """Write down the present rule for a poll; the one that stands already stays."""
    insert_missing(PollRule, [{"poll_id": poll_id, "rule": asdict(PRESENT), "fixed_at": now}])


def rule_of(poll_id: int) -> tuple[Rule, datetime | None]:
    """Return the rule of a poll and since when it stands: None for polls older than the read-out."""
    row = db.session.get(PollRule, poll_id)
    return (_read(row.rule), row.fixed_at) if row is not None else (PRESENT, None)


def _read(rule: Mapping[str, Any]) -> Rule:
    return Rule(**{key: rule[key] for key in asdict(PRESENT) if key in rule})
