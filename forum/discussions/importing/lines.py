"""What a line of a threads file says, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from forum.core.i18n import LANGUAGES
from forum.core.policy import Invalid
from forum.core.typed_text import clean_line
from forum.discussions.models.post import SOURCE_LENGTH
from forum.discussions.models.topic import TITLE_LENGTH

ORIGIN_LENGTH = 180
NAME_AT_ORIGIN = 100


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """One post as the file has it. `reply_to` is the index of the post that it answers, or None."""

    author: str
    created: datetime
    body: str
    reply_to: int | None


@dataclass(frozen=True, slots=True)
class ImportedTopic:
    """One topic as the file has it; `posts[0]` opens it."""

    topic_id: str
    title: str
    category: str
    language: str | None
    tags: tuple[str, ...]
    created: datetime
    posts: tuple[ImportedPost, ...]


def read_thread(data: Mapping[str, Any]) -> ImportedTopic:
    """Return the topic that one line describes.

    Needed are topic_id, title, category, created and posts with author, created and body. Votes at the origin
    (`score`, `views`) are not taken over: a like here is one member's own.

    Raises:
        Invalid: with the reason, for the rejects file.
    """
    posts = data.get("posts")
    if not isinstance(posts, list) or not posts:
        raise Invalid("posts: must be a list with at least one post")
    tags = data.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise Invalid("tags: must be a list of words")
    language = data.get("lang")
    return ImportedTopic(
        topic_id=_name(data, "topic_id", ORIGIN_LENGTH),
        title=_name(data, "title", TITLE_LENGTH),
        category=_name(data, "category", NAME_AT_ORIGIN),
        language=language if language in LANGUAGES else None,
        tags=tuple(filter(None, map(clean_line, tags))),
        created=_moment(data, "created", ""),
        posts=tuple(_read_post(post, index) for index, post in enumerate(posts)),
    )


def _read_post(data: Any, index: int) -> ImportedPost:
    where = f"posts[{index}]."
    if not isinstance(data, dict):
        raise Invalid(f"posts[{index}]: must be an object")
    body = data.get("body")
    if not isinstance(body, str) or not body.strip():
        raise Invalid(f"{where}body: must be a text that is not empty")
    if len(body) > SOURCE_LENGTH:
        raise Invalid(f"{where}body: has {len(body)} characters, at most {SOURCE_LENGTH} fit")
    reply_to = data.get("reply_to")
    answers = isinstance(reply_to, int) and not isinstance(reply_to, bool) and 0 < reply_to < index
    return ImportedPost(
        author=_name(data, "author", NAME_AT_ORIGIN, where),
        created=_moment(data, "created", where),
        body=body,
        reply_to=reply_to if answers else None,
    )


def _name(data: Mapping[str, Any], key: str, longest: int, where: str = "") -> str:
    value = data.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = clean_line(value) if isinstance(value, str) else ""
    if not text:
        raise Invalid(f"{where}{key}: must be a text that is not empty")
    if len(text) > longest:
        raise Invalid(f"{where}{key}: has {len(text)} characters, at most {longest} fit")
    return text


def _moment(data: Mapping[str, Any], key: str, where: str) -> datetime:
    value = data.get(key)
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(f"{where}{key}: must be a time such as 2026-03-14T12:00:00Z") from error
