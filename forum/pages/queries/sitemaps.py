"""What search engines may list, cut by number: no part costs more because there are more parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, func, select

from forum.core.database import AnySelect
from forum.core.policy import GUEST
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Topic
from forum.discussions.queries.topic_rows import listable

PART = 50_000
"""How many addresses one sitemap holds at most: https://www.sitemaps.org/protocol.html."""


def last_topic() -> int:
    """Return the highest number of a topic: one look at the end of an index."""
    return fetch(select(func.max(Topic.id))).scalar() or 0


def topics_of_part(part: int) -> Iterator[tuple[int, str, datetime]]:
    """Yield number, slug and last activity of the topics of one part that everybody may read."""
    found = fetch(_part(), GUEST, first=(part - 1) * PART + 1, last=part * PART)
    yield from ((topic_id, slug, at) for topic_id, slug, at in found)


@cache
def _part() -> AnySelect:
    return (
        select(Topic.id, Topic.slug, Topic.last_post_at)
        .where(Topic.id.between(bindparam("first"), bindparam("last")), listable(ASKING))
        .order_by(Topic.id)
    )
