"""What the buttons of a topic need to know of it. A page that has read its topic tells it here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import has_request_context, request
from sqlalchemy import select

from forum.core.database import db
from forum.discussions.models import Topic
from forum.discussions.queries.topic_page_rows import TopicHead

KNOWN = "potluck.topic_fact"


@dataclass(frozen=True, slots=True)
class TopicFact:
    """A topic's place, author and state, as far as they decide who may do what."""

    id: int
    kind: str
    category_id: int
    author_id: int | None
    closed_at: datetime | None
    merged_into_id: int | None
    answer_post_id: int | None
    pinned: int


def remember_topic(head: TopicHead) -> None:
    """Let `topic_facts` know, for the rest of this request, what the page already knows of its topic."""
    fact = TopicFact(
        head.id,
        head.kind,
        head.category_id,
        head.author_id,
        head.closed_at,
        head.merged_into_id,
        head.answer_post_id,
        head.pinned,
    )
    request.environ[KNOWN] = {head.id: fact}


def topic_facts(ids: Iterable[int]) -> dict[int, TopicFact]:
    """Return the facts of topics by their numbers, without a statement where their page has told them."""
    known: Mapping[int, TopicFact] = request.environ.get(KNOWN, {}) if has_request_context() else {}
    wanted = set(ids)
    unknown = wanted - known.keys()
    if unknown:
        known = {**known, **_read(unknown)}
    return {id: known[id] for id in wanted if id in known}


def _read(ids: set[int]) -> dict[int, TopicFact]:
    columns = (
        Topic.id,
        Topic.kind,
        Topic.category_id,
        Topic.author_id,
        Topic.closed_at,
        Topic.merged_into_id,
        Topic.answer_post_id,
        Topic.pinned,
    )
    return {row[0]: TopicFact(*row) for row in db.session.execute(select(*columns).where(Topic.id.in_(ids)))}
