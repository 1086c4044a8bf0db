"""The last two seconds of a poll: everybody is answered, and what was accepted is what is stored and counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace

from flask import Flask
from sqlalchemy import insert

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.polls.models import Ballot, Poll
from forum.polls.operations.closing import close_due
from forum.polls.operations.sealing import seal_poll, verify_poll
from forum.polls.operations.voting import Cast, cast_ballot
from tests.conversations import NOON
from tests.integration.polls.ballots import a_poll, asking

VOTERS = 240
THREADS = 8
CLOSE = NOON + timedelta(days=1)


def join(count: int) -> list[int]:
    rows = [
        {
            "handle": f"voter-{n}",
            "name": f"Voter {n}",
            "fs_uniquifier": f"voter-{n}",
            "active": True,
            "confirmed_at": NOON,
            "created_at": NOON,
        }
        for n in range(count)
    ]
    with write_transaction():
        db.session.execute(insert(Member), rows)
    return list(db.session.scalars(db.select(Member.id).where(Member.handle.like("voter-%"))))


def test_in_the_last_two_seconds_every_vote_in_time_counts_and_no_other(
    app: Flask, cast: SimpleNamespace
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    viewers = [viewer_of(db.session.get_one(Member, id)) for id in join(VOTERS)]
    with write_transaction():
        close_due(CLOSE - timedelta(seconds=20))

    def vote(place: int, arrived: datetime) -> Cast:
        with write_transaction():
            marks = {"q1": [str(1 + place % 3)]}
            return cast_ballot(
                viewers[place], poll_id, marks, arrived=arrived, now=CLOSE + timedelta(seconds=2)
            )

    def vote_at_the_end(place: int) -> bool:
        """Votes arrive over three seconds, a third of them after the close, and all are written late."""
        arrived = CLOSE - timedelta(seconds=2) + timedelta(seconds=3) * place / VOTERS
        with app.app_context():
            if place == VOTERS // 2:
                with write_transaction():
                    close_due(CLOSE + timedelta(seconds=1))
            try:
                while vote(place, arrived).receipt is None:
                    pass  # the poll was closed between reading and writing: read again, as the ballot box does
            except Invalid:
                return False
            return True

    db.session.rollback()
    with ThreadPoolExecutor(THREADS) as pool:
        accepted = list(pool.map(vote_at_the_end, range(VOTERS)))
    with write_transaction():
        assert seal_poll(poll_id, now=CLOSE + timedelta(seconds=11))
    in_time = VOTERS * 2 // 3
    assert accepted == [True] * in_time + [False] * (VOTERS - in_time)
    assert db.session.query(Ballot).count() == in_time
    assert db.session.get_one(Poll, poll_id, populate_existing=True).voters == in_time
    assert verify_poll(poll_id).faults == ()
