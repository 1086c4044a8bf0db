"""The topics of the home page, all in two statements: which, and their rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import CompoundSelect, String, bindparam, case, literal, select, union_all

from forum.core.database import UTCDateTime
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.kinds import ANNOUNCEMENT, QUESTION
from forum.discussions.models import Topic
from forum.discussions.queries.topic_rows import TopicRow, listable, topic_rows

LATEST_SHOWN = 8
LIKED_SHOWN = 3
UNANSWERED_SHOWN = 4
LIKED_SINCE = timedelta(days=7)
NEWS_STANDS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What happens in the community: its news, what was written last, liked most this week, and waits for an answer."""

    news: TopicRow | None
    latest: list[TopicRow]
    liked: list[TopicRow]
    unanswered: list[TopicRow]

    @property
    def rows(self) -> list[TopicRow]:
        """Every topic of the page."""
        return [*([self.news] if self.news else []), *self.latest, *self.liked, *self.unanswered]


def front_page(viewer: Viewer, now: datetime, language: str) -> FrontPage:
    """Return the topics of the home page as `viewer` sees them.

    The news stands apart from the latest, and is in the page's language where the team wrote some in it.
    """
    since = {
        "liked_since": now - LIKED_SINCE,
        "news_since": now - NEWS_STANDS_FOR,
        "language": language,
    }
    chosen: dict[str, list[int]] = defaultdict(list)
    for part, id in fetch(_statement(), viewer, **since):
        chosen[part].append(id)
    rows = {row.id: row for row in topic_rows(list({id for ids in chosen.values() for id in ids}), viewer)}
    shown = {part: [rows[id] for id in ids if id in rows] for part, ids in chosen.items()}
    head = next(iter(shown.get("news", ())), None)
    return FrontPage(
        head,
        [row for row in shown.get("latest", ()) if row is not head][:LATEST_SHOWN],
        shown.get("liked", []),
        shown.get("unanswered", []),
    )


@cache
def _statement() -> CompoundSelect[str, int]:
    topics = select(Topic.id).where(listable(ASKING))
    latest = (Topic.bumped_at.desc(), Topic.id.desc())
    liked_since = bindparam("liked_since", type_=UTCDateTime())
    news_since = bindparam("news_since", type_=UTCDateTime())
    in_language = case((Topic.language == bindparam("language", type_=String()), 0), else_=1)
    parts = {
        "news": topics.where(Topic.kind == ANNOUNCEMENT, Topic.bumped_at >= news_since)
        .order_by(in_language, *latest)
        .limit(1),
        "latest": topics.order_by(*latest).limit(LATEST_SHOWN + 1),
        "liked": topics.where(Topic.created_at >= liked_since, Topic.like_count > 0)
        .order_by(Topic.like_count.desc(), Topic.id.desc())
        .limit(LIKED_SHOWN),
        "unanswered": topics.where(
            Topic.kind == QUESTION, Topic.answer_post_id.is_(None), Topic.closed_at.is_(None)
        )
        .order_by(*latest)
        .limit(UNANSWERED_SHOWN),
    }
    return union_all(
        *(select(literal(name).label("part"), part.subquery().c.id) for name, part in parts.items())
    )
