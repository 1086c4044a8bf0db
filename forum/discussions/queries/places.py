"""Where posts stand: lasting addresses, old numbers, and the first post that a member has not read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, label, or_, select

from forum.core.database import AnySelect
from forum.core.policy import NotFound, Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import UNREADABLE_SLUG, place_address
from forum.discussions.models import Post, PostAlias, PostState, ReadPosition, Topic
from forum.discussions.policy import check_read_level


@dataclass(frozen=True, slots=True)
class Place:
    """The topic in which a post stands, and its number there."""

    topic_id: int
    slug: str
    number: int

    @property
    def href(self) -> str:
        """The address of the place."""
        return place_address(self.topic_id, self.slug, self.number)


def place_of_post(viewer: Viewer, post_id: int) -> Place:
    """Return where a post stands; a placeholder has a place too.

    Raises:
        NotFound, NotAllowed: when `viewer` may not open its topic, or the post waits for a moderator.
    """
    row = fetch(_place_statement(), viewer, post_id=post_id).one_or_none()
    if row is None:
        raise NotFound
    check_read_level(viewer, row.read_level)
    if not (row.may_open and row.stands):
        raise NotFound
    return Place(row.id, row.slug if row.may_read_title else UNREADABLE_SLUG, row.number)


def place_of_number(viewer: Viewer, topic_id: int, number: int) -> Place:
    """Return where the post stands that has, or once had, this number in this topic.

    Raises:
        NotFound, NotAllowed: when there never was one, or `viewer` may not open its topic.
    """
    post_id = fetch(_numbered_statement(), topic_id=topic_id, number=number).scalar()
    if post_id is None:
        raise NotFound
    return place_of_post(viewer, post_id)


def first_unread(viewer: Viewer, topic_id: int) -> Place:
    """Return the first post that `viewer` has not seen, or the last one when all were seen.

    Raises:
        NotFound, NotAllowed: when `viewer` may not open the topic.
    """
    post_id = fetch(_unread_statement(), viewer, topic_id=topic_id).scalar()
    if post_id is None:
        post_id = fetch(_last_statement(), viewer, topic_id=topic_id).scalar()
    if post_id is None:
        raise NotFound
    return place_of_post(viewer, post_id)


@cache
def _place_statement() -> AnySelect:
    return (
        select(
            Topic.id,
            Topic.slug,
            Topic.read_level,
            label("may_open", Topic.visible_to(ASKING)),
            label("may_read_title", Topic.title_visible_to(ASKING)),
            _stands().label("stands"),
            Post.number,
        )
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.id == bindparam("post_id"))
    )


@cache
def _numbered_statement() -> AnySelect:
    here = Post.topic_id == bindparam("topic_id"), Post.number == bindparam("number")
    once = PostAlias.topic_id == bindparam("topic_id"), PostAlias.number == bindparam("number")
    return select(func.coalesce(_one(Post.id, here), _one(PostAlias.post_id, once)))


@cache
def _unread_statement() -> AnySelect:
    position = _one(
        ReadPosition.number,
        (ReadPosition.member_id == ASKING.own_id, ReadPosition.topic_id == bindparam("topic_id")),
    )
    return (
        select(Post.id)
        .where(Post.topic_id == bindparam("topic_id"), Post.number > func.coalesce(position, 0), _stands())
        .order_by(Post.number)
        .limit(1)
    )


@cache
def _last_statement() -> AnySelect:
    return (
        select(Post.id)
        .where(Post.topic_id == bindparam("topic_id"), _stands())
        .order_by(Post.number.desc())
        .limit(1)
    )


def _stands() -> ColumnElement[bool]:
    """Return the condition that something stands in the post's place for whoever asks, be it a placeholder."""
    return or_(Post.state != PostState.HELD, Post.visible_to(ASKING))


def _one(column: Any, conditions: tuple[ColumnElement[bool], ...]) -> Any:
    return select(column).where(*conditions).limit(1).scalar_subquery()
