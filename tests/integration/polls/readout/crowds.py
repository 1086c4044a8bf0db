"""Polls with crowds of voters, put into the tables at once: what many members did, without their thousand requests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from forum.core import outbox
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.polls.models import Ballot, BallotLedger
from forum.polls.operations.opening import NewPoll
from forum.polls.readout.making import make_at_once
from forum.polls.readout.models import BallotTrace
from tests.conversations import NOON
from tests.integration.polls.ballots import LATER, a_poll, seal

Crowd = Mapping[str, int]
"""Answers to the only question, as they are stored, and how many voters give each."""
OAT, HAZEL, RYE = "[1]", "[2]", "[3]"


def crowd(poll_id: int, answers: Crowd, *, bands: Sequence[Mapping[str, str]] = (), **trace: Any) -> None:
    """Let a crowd vote; `bands` are dealt out in turn, `trace` is noted beside every vote."""
    ballots = [answer for answer, voters in answers.items() for _ in range(voters)]
    start = db.session.query(Ballot).filter_by(poll_id=poll_id).count()
    with write_transaction():
        rows = [
            {
                "poll_id": poll_id,
                "voter_key": f"crowd-{start + place}",
                "choices": f"[{answer}]",
                "bands": _written(bands[place % len(bands)]) if bands else "{}",
                "is_joiner": False,
            }
            for place, answer in enumerate(ballots)
        ]
        db.session.execute(insert(Ballot), rows)
        entries = [
            {
                "poll_id": poll_id,
                "act": "cast",
                "at": NOON + timedelta(minutes=start + place),
                "receipt_hash": f"{poll_id}-{start + place}",
            }
            for place in range(len(ballots))
        ]
        db.session.execute(insert(BallotLedger), entries)
        if trace:
            traces = [{"poll_id": poll_id, "voter_key": row["voter_key"], **QUIET, **trace} for row in rows]
            db.session.execute(insert(BallotTrace), traces)


QUIET = {"network": None, "minute": None, "is_new": False, "is_silent": False}


def _written(bands: Mapping[str, str]) -> str:
    return json.dumps(bands, separators=(",", ":"), sort_keys=True)


def sealed_poll(author: Viewer, answers: Crowd, new: NewPoll | None = None, **how: Any) -> int:
    """Return a sealed poll with its read-out made, in which a crowd has voted."""
    poll_id = a_poll(author, new)
    crowd(poll_id, answers, **how)
    seal_and_make(poll_id)
    return poll_id


def seal_and_make(poll_id: int) -> None:
    """Seal a poll and make its read-out at once."""
    seal(poll_id)
    with write_transaction():
        make_at_once(poll_id, now=LATER + timedelta(seconds=12))


def let_the_worker_work() -> None:
    """Do all work that waits."""
    while outbox.drain():
        pass
