"""What happened to creations, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CreationRated:
    """A member gave stars, instead of those they had given `before`."""

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    stars: int
    before: int | None
    at: datetime


@dataclass(frozen=True)
class RatingRemoved:
    """A member took their stars back."""

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    at: datetime


@dataclass(frozen=True)
class CreationMade:
    """A member says in a reply that they made it, too."""

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    at: datetime
