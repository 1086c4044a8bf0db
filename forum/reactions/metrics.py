"""What this room counts: likes on one contribution, and on all that a member made. Only those that count do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from flask import Flask
from flask_babel import lazy_gettext as _l, ngettext
from sqlalchemy import Select, func, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.metrics import Change, Metric, Scope, register_metric
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn, TopicChanged
from forum.discussions.metrics import contributions
from forum.discussions.models import Post, Topic
from forum.reactions.events import LikesReassessed, PostLiked, PostUnliked
from forum.reactions.models import Like
from forum.reactions.uncounted import uncounted_likes

ON_ONE = "likes-on-one"
ON_ALL = "likes-on-all"
StateChange = PostHidden | PostUnhidden | PostWithdrawn | PostPurged


def _unit(number: int) -> str:
    return str(ngettext("%(num)d like", "%(num)d likes", number))


def _tally_one(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    columns = (
        Post.id.label("subject"),
        Post.author_id.label("member"),
        Post.counted_likes.label("value"),
    )
    found = contributions(scope, *columns).where(Post.counted_likes > 0)
    return found if subjects is None else found.where(Post.id.in_(subjects))


def _tally_all(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    if scope.is_everywhere:
        columns = (
            Member.id.label("subject"),
            Member.id.label("member"),
            Member.counted_likes.label("value"),
        )
        members = cast("Select[Any]", select(*columns))
        members = members.where(Member.counted_likes > 0, Member.erased_at.is_(None))
        return members if subjects is None else members.where(Member.id.in_(subjects))
    author = Post.author_id
    summed = func.sum(Post.counted_likes).label("value")
    found = contributions(scope, author.label("subject"), author.label("member"), summed)
    found = found.where(Post.counted_likes > 0).group_by(author)
    return found if subjects is None else found.where(author.in_(subjects))


def _moments(per: Any) -> Callable[[Scope, Sequence[int], Sequence[int]], Select[Any]]:
    """Return the SELECT of the moments at which the n-th like that still counts was given."""

    def moments(scope: Scope, thresholds: Sequence[int], subjects: Sequence[int]) -> Select[Any]:
        place = (
            func.row_number()
            .over(partition_by=per, order_by=(Like.created_at, Like.post_id, Like.member_id))
            .label("threshold")
        )
        numbered = (
            contributions(scope, per.label("subject"), place, Like.created_at.label("at"))
            .join(Like, Like.post_id == Post.id)
            .where(Like.flaws == 0, per.in_(subjects))
            .subquery()
        )
        columns = numbered.c
        return select(columns.subject, columns.threshold, columns.at).where(columns.threshold.in_(thresholds))

    return moments


def _step(event: PostLiked | PostUnliked, subject: int, value: int) -> Change:
    step = 1 if isinstance(event, PostLiked) else -1
    return Change((subject,), event.at, value, step, event.kind, event.author_id)


def _one_liked(event: PostLiked | PostUnliked) -> Change | None:
    return _step(event, event.post_id, event.likes) if event.counts and event.author_id else None


def _all_liked(event: PostLiked | PostUnliked) -> Change | None:
    return _step(event, event.author_id, event.received) if event.counts and event.author_id else None


def _one_changed(event: StateChange) -> Change:
    return Change((event.post_id,), event.at)


def _author_changed(event: StateChange) -> Change | None:
    return Change((event.author_id,), event.at) if event.author_id else None


def _posts_of(event: TopicChanged) -> Change:
    """The posts of a topic that changed: it may stand elsewhere, or be part of another."""
    own = select(Post.id).join(Topic, Topic.id == Post.topic_id).where(_is_of(event), Post.counted_likes > 0)
    return Change(tuple(db.session.scalars(own)), event.at)


def _authors_of(event: TopicChanged) -> Change:
    own = select(Post.author_id).join(Topic, Topic.id == Post.topic_id).where(_is_of(event))
    authors = own.where(Post.counted_likes > 0, Post.author_id.is_not(None)).distinct()
    return Change(tuple(id for id in db.session.scalars(authors) if id is not None), event.at)


def _is_of(event: TopicChanged) -> Any:
    target = select(Topic.merged_into_id).where(Topic.id == event.topic_id).scalar_subquery()
    return (Topic.id == event.topic_id) | (Topic.id == target)


def init_app(app: Flask) -> None:
    """Enter both."""
    changes = (PostHidden, PostUnhidden, PostWithdrawn, PostPurged)
    register_metric(
        app,
        Metric(
            ON_ONE,
            _l("Likes on one contribution"),
            _unit,
            per_contribution=True,
            tally=_tally_one,
            moments=_moments(Post.id),
            uncounted=uncounted_likes,
            events={
                PostLiked: _one_liked,
                PostUnliked: _one_liked,
                LikesReassessed: lambda event: Change(event.post_ids, event.at),
                TopicChanged: _posts_of,
                **dict.fromkeys(changes, _one_changed),
            },
            order=10,
        ),
    )
    register_metric(
        app,
        Metric(
            ON_ALL,
            _l("Likes on everything a member made"),
            _unit,
            per_contribution=False,
            tally=_tally_all,
            moments=_moments(Post.author_id),
            uncounted=uncounted_likes,
            events={
                PostLiked: _all_liked,
                PostUnliked: _all_liked,
                LikesReassessed: lambda event: Change(event.author_ids, event.at),
                TopicChanged: _authors_of,
                **dict.fromkeys(changes, _author_changed),
            },
            order=20,
        ),
    )
