"""`python -m benchmarks.votes`: a thousand members vote in the last two seconds of a poll, through HTTP.

A whole house is opened, as `make run` does. Prints how many were accepted, how long they waited, and what a vote costs
of a processor, which other work on the machine changes little.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy import func, select

from config import Config
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.models import UNFINISHED, OutboxRow
from forum.factory import create_app
from forum.polls.models import Ballot, Poll
from tests.cast import CAST
from tests.houses import POSTGRESQL, temporary_database
from tests.integration.polls.ballots import a_poll, asking
from tests.people import invite_cast
from tests.running_house import RunningHouse, descendants, running_house
from tests.voters import Answer, Vote, ballot, cookies_of_voters, look, send_votes

LAST = 2.0
EARLY = 40
"""So many have opened the poll and voted before the others do: nobody opens a poll two seconds before its end."""
REST = 60
"""Seconds at most in which the house comes to rest between two polls."""
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@click.command()
@click.option("--members", default=1_000, show_default=True)
@click.option("--database", default="sqlite,postgresql", show_default=True)
@click.option("--rounds", default=3, show_default=True, help="Polls, one after the other; each is printed.")
def main(members: int, database: str, rounds: int) -> None:
    """Measure and print."""
    for kind in database.split(","):
        with ExitStack() as closing:
            folder = Path(closing.enter_context(TemporaryDirectory())) / "data"
            environment = {"DEMO": "0", "LOG_LEVEL": "ERROR"}
            if kind == POSTGRESQL:
                environment["DATABASE_URL"] = closing.enter_context(temporary_database())
            house = closing.enter_context(running_house(folder, loads_itself=True, **environment))
            app = create_app(Config.from_environ({**house.environment, "PORT": str(house.port)}))
            with app.app_context():
                brand = invite_cast(CAST, clock.now()).viewer("dana")
                everybody = cookies_of_voters(app, EARLY + members)
                early, voters = everybody[:EARLY], everybody[EARLY:]
                for _round in range(rounds):
                    _let_it_rest()
                    now = clock.now()
                    poll_id = a_poll(
                        brand, asking(is_secret=True, closes_at=now + timedelta(days=1)), now=now
                    )
                    votes = [
                        Vote(ballot(app, poll_id, voter, 1 + place % 3), LAST * place / members)
                        for place, voter in enumerate(voters)
                    ]
                    send_votes(house.port, [Vote(look(app, poll_id, voter), 0) for voter in early])
                    send_votes(house.port, [Vote(ballot(app, poll_id, voter, 1), 0) for voter in early])
                    before = _processor_seconds(house)
                    with write_transaction():
                        # Once it is locked: a worker who counts the early votes may hold it for a while.
                        poll = db.session.get_one(Poll, poll_id, with_for_update=True)
                        poll.closes_at = clock.now() + timedelta(seconds=LAST + 0.1)
                    answers = send_votes(house.port, votes)
                    spent = _processor_seconds(house) - before
                    click.echo(
                        f"{kind}: {_said(poll_id, answers)}, {1000 * spent / members:.1f} ms of a processor each"
                    )
                db.session.remove()
                db.engine.dispose()


def _said(poll_id: int, answers: list[Answer]) -> str:
    db.session.rollback()
    stored = db.session.scalar(select(func.count()).where(Ballot.poll_id == poll_id))
    seconds = sorted(answer.seconds for answer in answers)
    assert stored is not None
    accepted = sum(1 for answer in answers if answer.receipt)
    failed = sum(1 for answer in answers if answer.status != 200)
    return (
        f"{len(answers)} voted, {accepted} accepted, {stored - EARLY} stored, {failed} failed; "
        f"p50 {seconds[len(seconds) // 2]:.2f} s, p95 {seconds[int(0.95 * len(seconds))]:.2f} s"
    )


def _let_it_rest() -> None:
    """Wait until the poll before is counted and sealed, and its badges are given: that is other work."""
    last = time.monotonic() + REST
    soon = timedelta(seconds=REST / 2)
    while time.monotonic() < last:
        db.session.rollback()
        due = select(OutboxRow.id).where(UNFINISHED, OutboxRow.run_after < clock.now() + soon)
        if db.session.scalar(due.limit(1)) is None:
            return
        time.sleep(0.5)


def _processor_seconds(house: RunningHouse) -> float:
    """Return how much time processors have spent on all processes of `house`."""
    total = 0
    for pid in descendants(house.process.pid):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / CLOCK_TICKS


if __name__ == "__main__":
    main()
