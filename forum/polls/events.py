"""What happened to polls, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PollOpened:
    """Members can vote now."""

    poll_id: int
    topic_id: int
    at: datetime


@dataclass(frozen=True)
class BallotCast:
    """A member has voted for the first time in this poll. What, nobody is told."""

    poll_id: int
    topic_id: int
    member_id: int
    at: datetime


@dataclass(frozen=True)
class BallotWithdrawn:
    """A member has taken their ballot back."""

    poll_id: int
    topic_id: int
    member_id: int
    at: datetime


@dataclass(frozen=True)
class PollClosed:
    """No new votes are taken."""

    poll_id: int
    topic_id: int
    at: datetime


@dataclass(frozen=True)
class PollSealed:
    """The result stands."""

    poll_id: int
    topic_id: int
    at: datetime
