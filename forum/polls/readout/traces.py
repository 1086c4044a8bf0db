"""Noting, beside a ballot, by what it may be noticed among others once the poll is closed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

from sqlalchemy import bindparam, delete, false, func, select, update

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.proxies import parse_address
from forum.core.reading import fetch
from forum.core.upsert import add_missing_rows, insert_missing
from forum.polls.filled import Filled
from forum.polls.models import Poll, PollVoter
from forum.polls.readout.models import BallotTrace, PollNetworkKey
from forum.polls.readout.statistics.bursts import STRETCH, bursts
from forum.polls.secrets import voter_key

MADE_FOR_IT = timedelta(days=2)
"""An account that is younger than this at the opening, or younger than the poll, may have been made for it."""
KEPT_AFTER_CLOSE = timedelta(days=30)
PREFIX = {4: 24, 6: 48}
NETWORK_LENGTH = 32
WHO_VOTED = (
    select(
        Member.id,
        Member.created_at,
        (Member.post_count + Member.likes_given).label("acts"),
        PollNetworkKey.key,
    )
    .outerjoin(PollNetworkKey, PollNetworkKey.poll_id == bindparam("poll_id"))
    .where(Member.id.in_(bindparam("member_ids", expanding=True)))
)


def give_network_key(poll_id: int) -> None:
    """Give a poll the key under which networks are kept."""
    insert_missing(PollNetworkKey, [{"poll_id": poll_id, "key": secrets.token_hex(32)}])


def trace_ballots(ballots: Sequence[Filled]) -> None:
    """Note ballots of one poll that have just been cast for the first time; two statements, however many there are.

    Args:
        ballots: those whose address is known.
    """
    if not ballots:
        return
    sheet = ballots[0].sheet
    members = sorted(each.member_id for each in ballots)
    voters = {row.id: row for row in fetch(WHO_VOTED, poll_id=sheet.id, member_ids=members)}
    add_missing_rows(BallotTrace, [_trace(each, voters[each.member_id]) for each in ballots])


def _trace(ballot: Filled, voter: Any) -> dict[str, Any]:
    opened_at = ballot.sheet.opened_at
    return {
        "poll_id": ballot.sheet.id,
        "voter_key": ballot.key,
        "network": network_name(ballot.address or "", voter.key) if voter.key else None,
        "minute": int(ballot.arrived.timestamp()) // 60,
        "is_new": opened_at is not None and voter.created_at > opened_at - MADE_FOR_IT,
        "is_silent": voter.acts == 0,
    }


def network_name(address: str, key: str) -> str | None:
    """Return what stands for the network of `address` in one poll: nobody without its key can tell which it was.

    The network is the first 24 bits of an IPv4 address, 48 of an IPv6 one: about one street, office or carrier's exit.
    """
    parsed = parse_address(address)
    if parsed is None:
        return None
    network = ip_network(f"{parsed}/{PREFIX[parsed.version]}", strict=False)
    return hmac.new(bytes.fromhex(key), str(network).encode(), hashlib.sha256).hexdigest()[:NETWORK_LENGTH]


def turn_times_into_bursts(poll_id: int) -> None:
    """Mark the votes of bursts, and forget when each vote was cast."""
    counted = select(BallotTrace.minute, func.count()).where(
        BallotTrace.poll_id == poll_id, BallotTrace.minute.is_not(None)
    )
    votes: dict[int, int] = {}
    for minute, count in db.session.execute(counted.group_by(BallotTrace.minute)):
        assert minute is not None
        votes[minute // STRETCH] = votes.get(minute // STRETCH, 0) + count
    minutes = [place * STRETCH + minute for place in bursts(votes) for minute in range(STRETCH)]
    db.session.execute(
        update(BallotTrace)
        .where(BallotTrace.poll_id == poll_id)
        .values(is_in_burst=BallotTrace.minute.in_(minutes) if minutes else false(), minute=None)
        .execution_options(synchronize_session=False)
    )


def forget_traces(now: datetime) -> Collection[int]:
    """Delete the traces of polls that closed a month ago, and the keys of their networks. Answers which."""
    due = db.session.scalars(
        select(PollNetworkKey.poll_id)
        .join(Poll, Poll.id == PollNetworkKey.poll_id)
        .where(Poll.closed_at < now - KEPT_AFTER_CLOSE)
    ).all()
    for model in (BallotTrace, PollNetworkKey):
        db.session.execute(delete(model).where(model.poll_id.in_(due)))
    return due


def forget_networks_of(member_id: int) -> None:
    """Cut the traces of a member who leaves from their network, as far as it can still be told which are theirs."""
    voted = (
        select(Poll.id, Poll.secret_key)
        .join(PollVoter, PollVoter.poll_id == Poll.id)
        .join(PollNetworkKey, PollNetworkKey.poll_id == Poll.id)
        .where(PollVoter.member_id == member_id, (Poll.secret_key.is_not(None)) | Poll.is_secret.is_(False))
    )
    for poll_id, key in db.session.execute(voted).all():
        db.session.execute(
            update(BallotTrace)
            .where(BallotTrace.poll_id == poll_id, BallotTrace.voter_key == voter_key(member_id, key))
            .values(network=None, minute=None)
        )
