"""Writing down the ballots that were filled in: one of them, or all of one poll that wait at the same moment.

Ballot, voter, ledger and trace are written in one statement each, however many there are, and no counter. The rows of
the poll and of the post above it are locked for sharing only, so that voters do not wait for each other, and sealing
and hiding wait for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, Update, and_, bindparam, label, select, update
from sqlalchemy.dialects import postgresql, sqlite

from forum.core import events
from forum.core.database import AnyRow, db
from forum.core.reading import fetch
from forum.core.upsert import add_missing_rows, add_rows
from forum.discussions.models import Post, PostState
from forum.polls.bands import bands_of
from forum.polls.events import BallotsCast
from forum.polls.filled import Filled
from forum.polls.models import Ballot, BallotLedger, Poll, PollVoter
from forum.polls.operations.live import recount_soon
from forum.polls.readout.traces import trace_ballots
from forum.polls.secrets import new_receipt, receipt_hash
from forum.polls.sheet import Sheet
from forum.polls.words import Act

LOCK = (
    select(
        Poll.state,
        Poll.held_at,
        Poll.closes_at,
        Poll.closed_at,
        label("is_shown", Post.state == PostState.VISIBLE),
    )
    .join(Post, and_(Post.topic_id == Poll.topic_id, Post.number == 1))
    .where(Poll.id == bindparam("poll_id"))
    # The post first, as whoever merges topics does.
    .with_for_update(read=True, of=[Post, Poll])
)
STAND = (
    select(Ballot.voter_key, Ballot.choices)
    .where(Ballot.poll_id == bindparam("poll_id"), Ballot.voter_key.in_(bindparam("keys", expanding=True)))
    .order_by(Ballot.voter_key)
    .with_for_update()
)


def enter_ballots(ballots: Sequence[Filled], *, now: datetime) -> list[str | None]:
    """Write down ballots of one poll.

    Args:
        ballots: one or more, of whom none is as before.
        now: the present moment.

    Returns:
        for each its receipt, which is shown once and kept nowhere; None where the poll or the ballot stands otherwise
        by now than it was read: then nothing is written, and it has to be read again.
    """
    sheet = ballots[0].sheet
    poll = fetch(LOCK, poll_id=sheet.id).one_or_none()
    names = {each.key: each for each in reversed(ballots) if _stands_as_read(each.sheet, poll)}
    new = _insert({name: each for name, each in names.items() if not each.standing.has_voted}, now)
    changed = _change({name: each for name, each in names.items() if each.standing.has_voted}, now)
    if new:
        add_missing_rows(
            PollVoter, [{"poll_id": sheet.id, "member_id": each.member_id} for each in new.values()]
        )
        voters = tuple(sorted(each.member_id for each in new.values()))
        events.record(BallotsCast(sheet.id, sheet.topic_id, voters, now))
        trace_ballots([each for each in new.values() if each.address is not None])
    receipts = {
        **dict(zip(map(id, new.values()), enter_acts(sheet, Act.CAST, len(new), now), strict=True)),
        **dict(
            zip(map(id, changed.values()), enter_acts(sheet, Act.CHANGED, len(changed), now), strict=True)
        ),
    }
    if receipts:
        recount_soon(sheet.id, max(each.standing.live_voters for each in ballots), now)
    return [receipts.get(id(each)) for each in ballots]


def enter_acts(sheet: Sheet, act: Act, many: int, now: datetime) -> list[str]:
    """Enter so many acts of a kind into the ledger of a poll; returns their receipts."""
    at = now.replace(minute=0, second=0, microsecond=0) if sheet.is_secret else now
    receipts = [new_receipt() for _each in range(many)]
    common = {"poll_id": sheet.id, "act": act, "at": at}
    add_rows(BallotLedger, [{**common, "receipt_hash": receipt_hash(receipt)} for receipt in receipts])
    return receipts


def _stands_as_read(sheet: Sheet, poll: AnyRow | None) -> bool:
    """Whether the poll takes votes as it did when it was read, and the post above it is shown."""
    if poll is None or not poll.is_shown:
        return False
    read = (sheet.state, sheet.held_at, sheet.closes_at, sheet.closed_at)
    return read == (poll.state, poll.held_at, poll.closes_at, poll.closed_at)


def _insert(ballots: Mapping[str, Filled], now: datetime) -> dict[str, Filled]:
    """Insert first ballots, and return those that were: of two by the same member the database takes one."""
    if not ballots:
        return {}
    bands = bands_of([each.member_id for each in ballots.values()], now)
    rows = [
        {
            "poll_id": each.sheet.id,
            "voter_key": name,
            "member_id": None if each.sheet.is_secret else each.member_id,
            "choices": each.choices,
            "bands": bands[each.member_id],
            "is_joiner": each.is_joiner,
            "cast_at": now,
        }
        for name, each in sorted(ballots.items())
    ]
    inserted = db.session.connection().execute(_insertion(db.session.get_bind().dialect.name), rows).scalars()
    return {name: ballots[name] for name in inserted}


def _change(ballots: Mapping[str, Filled], now: datetime) -> dict[str, Filled]:
    """Put other choices on ballots that are there, and return those where that was done."""
    if not ballots:
        return {}
    poll_id = next(iter(ballots.values())).sheet.id
    stand = {row.voter_key: row.choices for row in fetch(STAND, poll_id=poll_id, keys=sorted(ballots))}
    changed = {name: each for name, each in ballots.items() if stand.get(name) == each.standing.choices}
    rows = [
        {"of_poll": poll_id, "of_voter": name, "marked": each.choices, "at": now}
        for name, each in sorted(changed.items())
    ]
    if rows:
        db.session.connection().execute(_alteration(), rows)
    return changed


@cache
def _insertion(dialect: str) -> Executable:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return build(Ballot).on_conflict_do_nothing().returning(Ballot.voter_key)


@cache
def _alteration() -> Update:
    mine = (Ballot.poll_id == bindparam("of_poll"), Ballot.voter_key == bindparam("of_voter"))
    return update(Ballot).where(*mine).values(choices=bindparam("marked"), cast_at=bindparam("at"))
