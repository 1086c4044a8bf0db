"""What this room keeps about a member: in which polls they voted; what, in named polls only."""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlalchemy import delete, select, update

from forum.core.database import db
from forum.polls.choices import marked
from forum.polls.models import Ballot, Poll, PollVoter


def export(member_id: int) -> dict[str, Any]:
    """Return the polls in which a member voted. Of a secret ballot nobody is told more, not even its voter."""
    voted = db.session.execute(
        select(Poll.id, Poll.topic_id, Poll.is_secret, Ballot.choices, Ballot.bands, Ballot.cast_at)
        .join(PollVoter, PollVoter.poll_id == Poll.id)
        .outerjoin(Ballot, (Ballot.poll_id == Poll.id) & (Ballot.member_id == member_id))
        .where(PollVoter.member_id == member_id)
        .order_by(Poll.id)
    )
    return {
        "votes": [
            {
                "poll_id": row.id,
                "topic_id": row.topic_id,
                "secret": row.is_secret,
                **(
                    {
                        "answers": marked(row.choices),
                        "bands": json.loads(row.bands),
                        "at": row.cast_at.isoformat() if row.cast_at else None,
                    }
                    if row.choices is not None
                    else {}
                ),
            }
            for row in voted
        ],
        "polls": list(
            db.session.scalars(select(Poll.id).where(Poll.author_id == member_id).order_by(Poll.id))
        ),
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Cut the way from a member to their ballots. The ballots stay and count: no result changes."""
    db.session.execute(delete(PollVoter).where(PollVoter.member_id == member_id))
    for poll_id in db.session.scalars(select(Ballot.poll_id).where(Ballot.member_id == member_id)).all():
        db.session.execute(
            update(Ballot)
            .where(Ballot.poll_id == poll_id, Ballot.member_id == member_id)
            .values(member_id=None, voter_key=secrets.token_hex(32), cast_at=None)
            .execution_options(synchronize_session=False)
        )
