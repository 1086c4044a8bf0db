"""What readers did with a post, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PostLiked:
    """A member likes a post.

    If the like `counts`, `likes` are now those of the post that count, and `received` those of its author; `kind` is
    what the post is, as scopes name it.
    """

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    at: datetime
    counts: bool = False
    likes: int = 0
    received: int = 0
    kind: str | None = None


@dataclass(frozen=True)
class PostUnliked:
    """A member likes a post no longer. The rest is as in `PostLiked`."""

    post_id: int
    topic_id: int
    author_id: int | None
    member_id: int
    at: datetime
    counts: bool = False
    likes: int = 0
    received: int = 0
    kind: str | None = None


@dataclass(frozen=True)
class LikesReassessed:
    """Likes that counted do not count any more, or do again: their member was suspended, or they were discounted."""

    post_ids: tuple[int, ...]
    author_ids: tuple[int, ...]
    at: datetime
