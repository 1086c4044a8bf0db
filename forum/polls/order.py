"""Forgetting in which order people voted in a secret poll.

SQLite keeps these tables in the order of their keys. PostgreSQL keeps rows where they were written, and so do dumps:
the first of who voted would stand beside the first ballot, and each receipt beside the ballot of its voter. So the rows
are taken out and put back in the order of a key that tells nothing.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, column, delete, func, insert, null, select, table, text

from forum.core.database import Model, db
from forum.polls.models import Ballot, PollVoter
from forum.polls.readout.models import BallotTrace


def keeps_order() -> bool:
    """Whether the present database tells in which order rows were written."""
    return db.session.get_bind().dialect.name == "postgresql"


def lay_ballots_anew(poll_id: int, after: str, last: str) -> None:
    """Write the ballots with keys from `after`, left out, to `last` anew, without times, and so their traces.

    Their keys are codes that nobody can connect with a member once the poll's own key is gone.
    """
    ballots, traces = _table(Ballot), _table(BallotTrace)
    # Traces go with their ballots, so they are put aside, into a table of this transaction alone.
    name, columns = f"traces_aside_{poll_id}", [each.key for each in traces.columns]
    db.session.execute(text(f"CREATE TEMPORARY TABLE {name} (LIKE {traces.name}) ON COMMIT DROP"))
    aside = table(name, *map(column, columns))
    db.session.execute(
        insert(aside).from_select(columns, select(traces).where(*_between(traces, poll_id, after, last)))
    )
    _lay_anew(ballots, "voter_key", _between(ballots, poll_id, after, last), without="cast_at")
    db.session.execute(insert(traces).from_select(columns, select(aside).order_by(aside.c.voter_key)))


def lay_voters_anew(poll_id: int, after: int = 0, most: int | None = None) -> int | None:
    """Write anew who has voted in a poll, the members after the number `after`, at most so many.

    Answers the last number, or None when there were none left, or nothing to do.
    """
    if not keeps_order():
        return None
    voters = _table(PollVoter)
    rest = (voters.c.poll_id == poll_id, voters.c.member_id > after)
    portion = select(voters.c.member_id).where(*rest).order_by(voters.c.member_id).limit(most).subquery()
    last: int | None = db.session.scalar(select(func.max(portion.c.member_id)))
    if last is not None:
        _lay_anew(voters, "member_id", (*rest, voters.c.member_id <= last))
    return last


def _lay_anew(
    kept: Table, key: str, which: tuple[ColumnElement[bool], ...], *, without: str | None = None
) -> None:
    """Take rows out of their table and put them back in the order of `key`, in one statement."""
    gone = delete(kept).where(*which).returning(*kept.columns).cte("gone")
    values = [null().label(each.key) if each.key == without else gone.c[each.key] for each in kept.columns]
    put_back = insert(kept).from_select(
        [each.key for each in kept.columns], select(*values).order_by(gone.c[key])
    )
    db.session.execute(put_back)


def _between(kept: Table, poll_id: int, after: str, last: str) -> tuple[ColumnElement[bool], ...]:
    return kept.c.poll_id == poll_id, kept.c.voter_key > after, kept.c.voter_key <= last


def _table(model: type[Model]) -> Table:
    found = model.__table__
    assert isinstance(found, Table)
    return found
