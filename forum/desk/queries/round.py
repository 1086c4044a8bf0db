"""The round: every post since one's last visit, one after the other, ending in "done"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.policy import Viewer
from forum.desk.models import DeskSeat
from forum.discussions.models import Post, PostState, Topic

FIRST_ROUND = timedelta(days=7)
MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Place:
    """How far a round has come."""

    at: datetime
    post_id: int


def place_of(viewer: Viewer, *, now: datetime) -> Place:
    """Return how far the round of `viewer` has come; the first one begins a week ago."""
    seat = db.session.get(DeskSeat, viewer.own_id)
    if seat is None or seat.round_at is None:
        return Place(now - FIRST_ROUND, 0)
    return Place(seat.round_at, seat.round_post_id or 0)


def next_post(viewer: Viewer, place: Place) -> AnyRow | None:
    """Return the first post after `place` that somebody else wrote and `viewer` may read."""
    found = (
        select(Post.id, Post.created_at)
        .where(*_in_round(viewer), tuple_(Post.created_at, Post.id) > _mark(place))
        .order_by(Post.created_at, Post.id)
    )
    return db.session.execute(found.limit(1)).first()


def post_before(viewer: Viewer, place: Place) -> AnyRow | None:
    """Return the last post before `place`, to look back."""
    found = (
        select(Post.id, Post.created_at)
        .where(*_in_round(viewer), tuple_(Post.created_at, Post.id) < _mark(place))
        .order_by(Post.created_at.desc(), Post.id.desc())
    )
    return db.session.execute(found.limit(1)).first()


def left_after(viewer: Viewer, place: Place) -> int:
    """Return how many posts are left after `place`, counted to 500 at most."""
    some = (
        select(literal(1))
        .select_from(Post)
        .where(*_in_round(viewer), tuple_(Post.created_at, Post.id) > _mark(place))
    )
    return db.session.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())) or 0


def shown_post(post_id: int) -> AnyRow:
    """Return a post as the round and the queue show it, with where it stands."""
    found = (
        select(
            Post.id,
            Post.html,
            Post.text,
            Post.language,
            Post.state,
            Post.number,
            Post.created_at,
            Post.author_id,
            Post.hidden_reason,
            Topic.id.label("topic_id"),
            Topic.title,
            Topic.kind,
            Topic.language.label("topic_language"),
            Member.name.label("author_name"),
            Member.handle.label("author_handle"),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.id == post_id)
    )
    return db.session.execute(found).one()


def _in_round(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (
        Post.state == PostState.VISIBLE,
        Post.read_level <= int(viewer.clearance),
        (Post.author_id != viewer.own_id) | Post.author_id.is_(None),
    )


def _mark(place: Place) -> Any:
    return tuple_(literal(place.at, Post.created_at.type), literal(place.post_id))
