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
    actor_id: int | None = None
    silent: bool = False


@dataclass(frozen=True)
class PollSucceeded:
    """A poll that asks the same in other words was opened in the place of another, which takes no more votes."""

    poll_id: int
    successor_id: int
    topic_id: int
    actor_id: int | None
    at: datetime
    silent: bool = False


@dataclass(frozen=True)
class PollHeld:
    """The clock jumped over the close: until the team has decided, nobody can vote."""

    poll_id: int
    topic_id: int
    at: datetime


@dataclass(frozen=True)
class BallotsCast:
    """Members have voted for the first time in this poll, at the same moment. What, nobody is told."""

    poll_id: int
    topic_id: int
    member_ids: tuple[int, ...]
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
    silent: bool = False
