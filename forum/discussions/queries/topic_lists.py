"""Lists of topics. Each has one plain order, says so on its page, and pages by key along an index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, union_all

from forum.core.database import AnySelect, UTCDateTime
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.kinds import QUESTION
from forum.discussions.models import Following, FollowMode, FollowTarget, ReadPosition, Topic, topic_tag
from forum.discussions.queries.orders import LATEST, NEW, PINNED_FIRST, SIZE, TAGGED, TOP, Order
from forum.discussions.queries.topic_rows import TopicRow, listable, topic_rows

PAGE_SIZE = 20


def latest_topics(viewer: Viewer, mark: str | None = None) -> KeyPage[TopicRow]:
    """Return topics by their last activity."""
    return _page("latest", LATEST, viewer, mark)


def new_topics(viewer: Viewer, mark: str | None = None) -> KeyPage[TopicRow]:
    """Return topics by when they were begun."""
    return _page("new", NEW, viewer, mark)


def top_topics(viewer: Viewer, since: datetime | None, mark: str | None = None) -> KeyPage[TopicRow]:
    """Return topics begun since `since` by the likes that all their posts have; equals by when they were begun."""
    if since is None:
        return _page("top", TOP, viewer, mark)
    return _page("top since", TOP, viewer, mark, since=since)


def unanswered_questions(viewer: Viewer, mark: str | None = None) -> KeyPage[TopicRow]:
    """Return open questions without an accepted answer, by their last activity."""
    return _page("unanswered", LATEST, viewer, mark)


def unread_topics(viewer: Viewer, mark: str | None = None) -> KeyPage[TopicRow]:
    """Return topics that `viewer` has opened before and that have posts they have not seen, by last activity."""
    return _page("unread", LATEST, viewer, mark)


def tagged_topics(viewer: Viewer, tag_id: int, mark: str | None = None) -> KeyPage[TopicRow]:
    """Return topics that carry a tag, the newest first."""
    return _page("tagged", TAGGED, viewer, mark, tag_id=tag_id)


def topics_by(
    viewer: Viewer, author_id: int, mark: str | None = None, *, size: int = PAGE_SIZE
) -> KeyPage[TopicRow]:
    """Return what one member began, the newest first."""
    return _page("by", NEW, viewer, mark, size, author_id=author_id)


def topics_in_categories(
    viewer: Viewer, category_ids: Sequence[int], mark: str | None = None, *, kind: str | None = None
) -> KeyPage[TopicRow]:
    """Return topics of some categories: the pinned first, then by last activity.

    Each category gives its own first few along its index, and only those are merged, so that the cost does not grow
    with the number of topics.
    """
    place = PINNED_FIRST.place(mark)
    statement = _categories_statement(len(category_ids), kind is not None, place is not None)
    wanted = {f"category_{i}": id for i, id in enumerate(category_ids)} | ({"kind": kind} if kind else {})
    return _shown(
        fetch(statement, viewer, size=PAGE_SIZE + 1, **wanted, **(place or {})).all(), viewer, PAGE_SIZE
    )


def _page(
    name: str, order: Order, viewer: Viewer, mark: str | None, size: int = PAGE_SIZE, /, **wanted: Any
) -> KeyPage[TopicRow]:
    place = order.place(mark)
    statement = _statement(name, order, place is not None)
    return _shown(fetch(statement, viewer, size=size + 1, **wanted, **(place or {})).all(), viewer, size)


def _shown(keys: Sequence[Any], viewer: Viewer, size: int) -> KeyPage[TopicRow]:
    """Return the page of the topics with these keys, which end in their numbers; one more than fits tells of more."""
    shown = keys[:size]
    older = encode_mark(*shown[-1]) if len(keys) > size else None
    return KeyPage(topic_rows([key[-1] for key in shown], viewer), older=older)


@cache
def _statement(name: str, order: Order, begun: bool) -> AnySelect:
    return order.page_of(_chosen()[name].with_only_columns(*order.columns), begun=begun)


@cache
def _chosen() -> dict[str, AnySelect]:
    """Return which topics stand in each list, before order and place."""
    readable = select(Topic.id).where(listable(ASKING))
    opened = and_(ReadPosition.topic_id == Topic.id, ReadPosition.member_id == ASKING.own_id)
    return {
        "latest": readable.where(_not_muted()),
        "new": readable.where(_not_muted()),
        "top": readable,
        "top since": readable.where(Topic.created_at >= bindparam("since", type_=UTCDateTime())),
        "unanswered": readable.where(
            Topic.kind == QUESTION, Topic.answer_post_id.is_(None), Topic.closed_at.is_(None)
        ),
        "unread": readable.join(ReadPosition, opened).where(
            Topic.next_number - 1 > ReadPosition.number, _not_muted()
        ),
        "by": readable.where(Topic.author_id == bindparam("author_id")),
        "tagged": select(topic_tag.c.topic_id)
        .join(Topic, Topic.id == topic_tag.c.topic_id)
        .where(topic_tag.c.tag_id == bindparam("tag_id"), listable(ASKING)),
    }


@cache
def _categories_statement(count: int, of_kind: bool, begun: bool) -> AnySelect:
    parts = []
    for i in range(count):
        part = select(*PINNED_FIRST.columns).where(
            Topic.category_id == bindparam(f"category_{i}"), listable(ASKING)
        )
        if of_kind:
            part = part.where(Topic.kind == bindparam("kind"))
        parts.append(PINNED_FIRST.page_of(part, begun=begun).subquery().select())
    merged = union_all(*parts).subquery()
    return select(merged).order_by(*(column.desc() for column in merged.columns)).limit(SIZE)


def _not_muted() -> ColumnElement[bool]:
    """Return the condition that whoever asks has not wished to hear nothing of a topic or its category."""
    what = or_(
        and_(Following.target == FollowTarget.TOPIC, Following.target_id == Topic.id),
        and_(Following.target == FollowTarget.CATEGORY, Following.target_id == Topic.category_id),
    )
    return ~exists().where(Following.member_id == ASKING.own_id, Following.mode == FollowMode.MUTE, what)
