"""What happens in a conversation, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.core.gates import Verdict


@dataclass(frozen=True)
class PostPublished:
    """A post stands in its topic for the first time; with number 1 it opened the topic."""

    post_id: int
    topic_id: int
    category_id: int
    number: int
    author_id: int | None
    reply_to_id: int | None
    mentioned: tuple[int, ...]
    quoted_post_ids: tuple[int, ...]
    at: datetime
    silent: bool = False
    """Imports and the demo community call nobody."""


@dataclass(frozen=True)
class PostHeld:
    """A post waits for a moderator before its first publication; `gate` says which rule asked for it."""

    post_id: int
    topic_id: int
    category_id: int
    author_id: int | None
    gate: str
    at: datetime


@dataclass(frozen=True)
class PostChecked:
    """The gates found something in a post that was just written or changed, whether it stands or waits."""

    post_id: int
    topic_id: int
    category_id: int
    author_id: int | None
    verdict: Verdict
    at: datetime


@dataclass(frozen=True)
class PostReleased:
    """A post that waited for a moderator stands now."""

    post_id: int
    topic_id: int
    author_id: int | None
    at: datetime


@dataclass(frozen=True)
class PostEdited:
    """A post says something else now."""

    post_id: int
    topic_id: int
    editor_id: int | None
    at: datetime
    newly_mentioned: tuple[int, ...] = ()


@dataclass(frozen=True)
class PostHidden:
    """A post's text is withheld from all but its author and moderators."""

    post_id: int
    topic_id: int
    author_id: int | None
    reason: str
    at: datetime


@dataclass(frozen=True)
class PostUnhidden:
    """A hidden post stands again."""

    post_id: int
    topic_id: int
    author_id: int | None
    at: datetime


@dataclass(frozen=True)
class PostWithdrawn:
    """Its author took a post back."""

    post_id: int
    topic_id: int
    author_id: int | None
    at: datetime


@dataclass(frozen=True)
class PostPurged:
    """A post's text, revisions and pictures are gone for good."""

    post_id: int
    topic_id: int
    at: datetime
    author_id: int | None = None


@dataclass(frozen=True)
class PassageBlackedOut:
    """A passage was made unreadable everywhere a post's words stand."""

    post_id: int
    topic_id: int
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class AnswerAccepted:
    """A question found its answer."""

    topic_id: int
    post_id: int
    author_id: int | None
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class AnswerUnaccepted:
    """A question is open again."""

    topic_id: int
    post_id: int
    author_id: int | None
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class TopicChanged:
    """A topic was renamed, moved, pinned, closed, split or merged; all its posts may be affected."""

    topic_id: int
    change: str
    actor_id: int | None
    at: datetime
