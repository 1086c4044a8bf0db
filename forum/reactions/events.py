"""What readers did with a post, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PostLiked:
    """A member likes a post."""

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    at: datetime


@dataclass(frozen=True)
class PostUnliked:
    """A member likes a post no longer."""

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    at: datetime
