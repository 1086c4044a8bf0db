"""Everybody votes in the last two seconds, and processes are killed meanwhile: through HTTP, against a running house.

Who is told that their vote is cast has a receipt. What was accepted is what is stored and counted, nothing is accepted
after the close, and every receipt that was handed out is in the ledger, whatever died in between.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Config
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.factory import create_app
from forum.polls.models import Ballot, BallotLedger, Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.sealing import seal_poll, verify_poll
from forum.polls.secrets import receipt_hash
from forum.polls.words import State
from tests.cast import CAST
from tests.houses import POSTGRESQL, SQLITE, temporary_database
from tests.integration.polls.ballots import a_poll, asking
from tests.parts import PARTS
from tests.people import invite_cast
from tests.running_house import RunningHouse, descendants, running_house
from tests.voters import Answer, Vote, ballot, cookies_of_voters, look, send_votes

FEW, MANY = 100, 1_000
"""Voters; many with `--whole`."""
LATE = 0.1
"""So many more vote in the half second after the close."""
LAST = 2.0
SLOWEST = 2.0
"""Seconds within which 95 of 100 are answered: asserted with `--whole`, on a machine that does nothing else."""


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    with ExitStack() as closing:
        environment = {"DEMO": "0", "LOG_LEVEL": "ERROR"}
        if request.param == POSTGRESQL:
            PARTS["PostgreSQL"].require()
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        folder = tmp_path_factory.mktemp("votes") / "data"
        yield closing.enter_context(running_house(folder, **environment))


@pytest.fixture(scope="module")
def app(house: RunningHouse) -> Iterator[Flask]:
    made = create_app(Config.from_environ({**house.environment, "PORT": str(house.port)}))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def many(pytestconfig: pytest.Config) -> int:
    return MANY if pytestconfig.getoption("--whole", default=False) else FEW


@pytest.fixture(scope="module")
def brand(app: Flask) -> Viewer:
    viewer: Viewer = invite_cast(CAST, clock.now()).viewer("dana")
    return viewer


@pytest.fixture(scope="module")
def voters(app: Flask, brand: Viewer, many: int) -> list[tuple[str, str]]:
    """The browsers of as many members, and of those who come too late."""
    return cookies_of_voters(app, many + int(LATE * many))


def test_votes_of_the_last_two_seconds_are_answered_stored_and_counted(
    house: RunningHouse, app: Flask, brand: Viewer, voters: list[tuple[str, str]], many: int
) -> None:
    poll_id = _a_secret_poll(brand)
    in_time = [LAST * place / many for place in range(many)]
    late = [LAST + 0.5 + 0.5 * place / many for place in range(len(voters) - many)]
    votes = _votes(app, poll_id, voters, in_time + late)
    send_votes(house.port, [Vote(look(app, poll_id, voter), 0) for voter in voters[:40]])
    closes = clock.now() + timedelta(seconds=LAST + 0.2)
    with write_transaction():
        db.session.get_one(Poll, poll_id).closes_at = closes
    answers = send_votes(house.port, votes)
    accepted = [answer for answer in answers if answer.receipt]
    seconds = sorted(answer.seconds for answer in answers[:many])
    p95, median = seconds[int(0.95 * many)], seconds[many // 2]
    print(f"{many} voters: {len(accepted)} accepted, p95 {p95:.2f} s, median {median:.2f} s")
    assert {answer.status for answer in answers} == {200}
    assert all(answer.sent_at < closes for answer in accepted)
    assert not any(answer.receipt for answer in answers[many:]), "these came too late"
    assert len(accepted) >= 0.9 * many
    assert p95 <= SLOWEST or many < MANY
    _counted(poll_id, accepted, closes)


def test_every_receipt_is_in_the_ledger_though_processes_are_killed_while_all_vote(
    house: RunningHouse, app: Flask, brand: Viewer, voters: list[tuple[str, str]], many: int
) -> None:
    poll_id = _a_secret_poll(brand)
    chance = random.Random(4)
    votes = _votes(app, poll_id, voters[:many], [LAST * place / many for place in range(many)])
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send_votes, house.port, votes, retries=40)
        for _turn in range(2):
            time.sleep(0.5)
            os.kill(chance.choice(sorted(descendants(house.process.pid))), signal.SIGKILL)
        answers = sending.result()
    assert {answer.status for answer in answers} == {200}
    assert db.session.query(Ballot).filter_by(poll_id=poll_id).count() == many
    _counted(poll_id, [answer for answer in answers if answer.receipt], clock.now(), all_told=False)


def _a_secret_poll(brand: Viewer) -> int:
    now = clock.now()
    return a_poll(brand, asking(is_secret=True, closes_at=now + timedelta(days=1)), now=now)


def _votes(app: Flask, poll_id: int, voters: list[tuple[str, str]], moments: list[float]) -> list[Vote]:
    """Return what the voters send, each at their moment."""
    return [
        Vote(ballot(app, poll_id, voter, 1 + place % 3), at)
        for place, (voter, at) in enumerate(zip(voters, moments, strict=True))
    ]


def _counted(poll_id: int, accepted: list[Answer], closed: datetime, *, all_told: bool = True) -> None:
    """Assert that what was accepted is what is stored, in the ledger, and counted."""
    hashes = {receipt_hash(answer.receipt or "") for answer in accepted}
    db.session.rollback()
    entered = set(
        db.session.scalars(select(BallotLedger.receipt_hash).where(BallotLedger.poll_id == poll_id))
    )
    assert hashes <= entered and (hashes == entered or not all_told)
    with write_transaction():
        poll = db.session.get_one(Poll, poll_id)
        if poll.state == State.OPEN:
            close_poll(poll, at=closed)
    with write_transaction():
        assert seal_poll(poll_id, now=closed + timedelta(seconds=11))
    stored = db.session.scalar(select(func.count()).where(Ballot.poll_id == poll_id))
    assert verify_poll(poll_id).faults == ()
    assert db.session.get_one(Poll, poll_id, populate_existing=True).voters == stored == len(entered)
