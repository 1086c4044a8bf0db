"""What happens at the desk, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PostValued:
    """The brand said in public why it values a post."""

    post_id: int
    topic_id: int
    author_id: int | None
    actor_id: int | None
    at: datetime
    silent: bool = False


@dataclass(frozen=True)
class PostUnvalued:
    """It took that back."""

    post_id: int
    topic_id: int
    author_id: int | None
    at: datetime


@dataclass(frozen=True)
class TeamWrote:
    """The team wrote to a member in private."""

    talk_id: int
    member_id: int
    actor_id: int | None
    at: datetime
    silent: bool = False
