"""What this room counts: the polls in which a member voted. In which way, nobody counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Flask
from flask_babel import lazy_gettext as _l, ngettext
from sqlalchemy import Select, func, select

from forum.core.metrics import Change, Metric, Scope, register_metric
from forum.polls.events import BallotsCast, BallotWithdrawn
from forum.polls.models import PollVoter

BALLOTS = "ballots-cast"
MANY = 4
"""So many ballots are written together only while others wait to vote."""


def _unit(number: int) -> str:
    return str(ngettext("%(num)d vote", "%(num)d votes", number))


def _tally(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    columns = (
        PollVoter.member_id.label("subject"),
        PollVoter.member_id.label("member"),
        func.count().label("value"),
    )
    found = cast("Select[Any]", select(*columns)).group_by(PollVoter.member_id)
    return found if subjects is None else found.where(PollVoter.member_id.in_(subjects))


def told_at(event: BallotsCast | BallotWithdrawn) -> datetime:
    """Return the full hour before a vote, or after one that was taken back: closer nobody is told when it was."""
    hour = event.at.replace(minute=0, second=0, microsecond=0)
    return hour if isinstance(event, BallotsCast) else hour + timedelta(hours=1)


def voters_of(event: BallotsCast | BallotWithdrawn) -> tuple[int, ...]:
    """Return whose votes they are."""
    return event.member_ids if isinstance(event, BallotsCast) else (event.member_id,)


def _voted(event: BallotsCast | BallotWithdrawn) -> Change:
    voters = voters_of(event)
    return Change(voters, told_at(event), can_wait=len(voters) >= MANY)


def init_app(app: Flask) -> None:
    """Enter it. When each vote was cast is not kept, so no moments are told."""
    register_metric(
        app,
        Metric(
            BALLOTS,
            _l("Votes in polls"),
            _unit,
            per_contribution=False,
            tally=_tally,
            events={BallotsCast: _voted, BallotWithdrawn: _voted},
            narrows=frozenset(),
            order=60,
        ),
    )
