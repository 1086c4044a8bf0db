"""What the read-out keeps about a member while a poll is watched: nothing with a name in secret polls."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from forum.core.database import db
from forum.polls.models import Ballot
from forum.polls.readout.models import BallotTrace
from forum.polls.readout.traces import forget_networks_of


def export(member_id: int) -> dict[str, Any]:
    """Return the traces of named ballots of a member; those of secret ones are nobody's."""
    rows = db.session.execute(
        select(BallotTrace.poll_id, BallotTrace.is_in_burst, BallotTrace.is_new, BallotTrace.is_silent)
        .join(Ballot, (Ballot.poll_id == BallotTrace.poll_id) & (Ballot.voter_key == BallotTrace.voter_key))
        .where(Ballot.member_id == member_id)
        .order_by(BallotTrace.poll_id)
    )
    return {
        "traces": [
            {"poll_id": row.poll_id, "burst": row.is_in_burst, "new": row.is_new, "silent": row.is_silent}
            for row in rows
        ]
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Cut the traces of a member from the networks from which they voted."""
    forget_networks_of(member_id)
