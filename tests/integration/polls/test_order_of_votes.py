"""Once a secret poll is sealed, nothing in the database is in the order in which people voted."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.jobs.kinds import Step
from forum.polls import jobs
from forum.polls.models import Ballot, PollVoter
from forum.polls.operations.sealing import verify_poll
from forum.polls.operations.voting import cast_ballot
from forum.polls.readout.models import BallotTrace
from tests.integration.polls.ballots import LATER, a_poll, asking, close, seal, vote

TABLES = ((Ballot, "voter_key"), (PollVoter, "member_id"), (BallotTrace, "voter_key"))


def as_stored(table: type[object], column: str) -> list[object]:
    """Return a column in the order in which the rows lie in the file, as a dump of the database writes them."""
    place = "ORDER BY ctid" if db.engine.dialect.name == "postgresql" else ""
    name = table.__tablename__  # type: ignore[attr-defined]
    # All columns: SQLite reads one from an index where that has it, and a table in the order of its key is one to it.
    return list(db.session.execute(db.text(f"SELECT {column}, {name}.* FROM {name} {place}")).scalars())


@pytest.fixture
def voted(cast: SimpleNamespace) -> int:
    """A secret poll in which five have voted in another order than that of their numbers, one of them twice."""
    if db.engine.dialect.name == "postgresql":
        # A page that other tests have filled is tidied while portions are laid anew, and gaps are filled.
        with write_transaction() as session:
            session.execute(db.text("TRUNCATE ballot, poll_voter, ballot_trace"))
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    for handle in ("emil", "bruno", "dana", "alice", "chloe"):
        with write_transaction():
            typed = {"q1": ["1"]}
            cast_ballot(cast.viewer(handle), poll_id, typed, arrived=LATER, now=LATER, address="198.51.100.7")
    vote(cast.viewer("dana"), poll_id, q1="2")
    with write_transaction():
        # Giving up rare bands would move some ballots once more.
        db.session.execute(db.update(Ballot).values(bands="{}"))
    return poll_id


def test_once_sealed_no_table_is_in_the_order_of_voting(voted: int) -> None:
    seal(voted)
    db.session.rollback()
    found = {table.__name__: as_stored(table, column) for table, column in TABLES}
    assert found == {name: sorted(values) for name, values in found.items()}  # type: ignore[type-var]
    assert [len(values) for values in found.values()] == [5, 5, 5]


def test_sealing_in_portions_leaves_no_order_either(voted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    close(voted)
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=11))
    monkeypatch.setattr(jobs, "PORTION", 2)
    cursor: dict[str, object] = {}
    for _turn in range(9):
        db.session.rollback()
        step = jobs.seal_step(Step(1, {"poll_id": voted}, None, cursor))
        cursor = dict(step.cursor)
        if step.finished:
            break
    db.session.rollback()
    assert step.finished and verify_poll(voted).faults == ()
    found = {table.__name__: as_stored(table, column) for table, column in TABLES}
    assert found == {name: sorted(values) for name, values in found.items()}  # type: ignore[type-var]
    assert set(db.session.scalars(db.select(Ballot.cast_at))) == {None}
    assert db.session.query(BallotTrace).filter(BallotTrace.minute.is_not(None)).count() == 0
