"""What this room counts: how many stars a creation has on average, where enough members rated it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask_babel import format_decimal, gettext as _, lazy_gettext as _l
from sqlalchemy import Select, func, literal, select, union_all

from forum.core.database import db
from forum.core.metrics import Change, Metric, Scope, register_metric
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn, TopicChanged
from forum.discussions.metrics import contributions
from forum.discussions.models import Post, PostAlias, Topic
from forum.recipes.events import CreationRated, RatingRemoved
from forum.recipes.models import Creation, Rating

AVERAGE = "average-rating"
TENTHS = 10
PostChange = CreationRated | RatingRemoved | PostHidden | PostUnhidden | PostWithdrawn | PostPurged


def _unit(number: int) -> str:
    return str(_("%(average)s stars on average", average=format_decimal(number / TENTHS)))


def _rated(scope: Scope, *columns: Any) -> Select[Any]:
    """Return the SELECT of `columns` from the creations in `scope` that were rated by enough members."""
    found = contributions(scope, *columns).join(Creation, Creation.topic_id == Topic.id)
    enough = Creation.rating_count >= max(1, scope.minimum)
    return found.where(Post.number == 1, Topic.merged_into_id.is_(None), enough)


def _tally(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    average = TENTHS * Creation.rating_sum // func.nullif(Creation.rating_count, 0)
    found = _rated(scope, Post.id.label("subject"), Post.author_id.label("member"), average.label("value"))
    return found if subjects is None else found.where(Post.id.in_(subjects))


def _moments(scope: Scope, thresholds: Sequence[int], subjects: Sequence[int]) -> Select[Any]:
    """Say with which of the ratings that stand, one after the other, enough of them first came to a threshold."""
    order = (Rating.rated_at, Rating.member_id)
    running = (
        _rated(
            scope,
            Post.id.label("subject"),
            Rating.rated_at.label("at"),
            func.sum(Rating.stars).over(partition_by=Rating.topic_id, order_by=order).label("stars"),
            func.count().over(partition_by=Rating.topic_id, order_by=order).label("ratings"),
        )
        .join(Rating, Rating.topic_id == Topic.id)
        .where(Post.id.in_(subjects))
        .subquery()
        .c
    )
    reached = [
        select(running.subject, literal(threshold).label("threshold"), func.min(running.at).label("at"))
        .where(
            running.ratings >= max(1, scope.minimum), TENTHS * running.stars >= threshold * running.ratings
        )
        .group_by(running.subject)
        for threshold in thresholds
    ]
    found = union_all(*reached).subquery().c
    return select(found.subject, found.threshold, found.at)


def _of_post(event: PostChange) -> Change:
    return Change((event.post_id,), event.at)


def _of_topic(event: TopicChanged) -> Change:
    """What carries a creation may stand elsewhere now, or lie below another topic."""
    if db.session.get(Creation, event.topic_id) is None:
        return Change((), event.at)
    moved = select(PostAlias.post_id).where(PostAlias.topic_id == event.topic_id, PostAlias.number == 1)
    opening = (Post.topic_id == event.topic_id) & (Post.number == 1)
    found = db.session.scalars(select(Post.id).where(opening | Post.id.in_(moved)))
    return Change(tuple(found), event.at)


def init_app(app: Flask) -> None:
    """Enter it."""
    kinds = (CreationRated, RatingRemoved, PostHidden, PostUnhidden, PostWithdrawn, PostPurged)
    register_metric(
        app,
        Metric(
            AVERAGE,
            _l("Average rating of one creation"),
            _unit,
            per_contribution=True,
            tally=_tally,
            moments=_moments,
            events={TopicChanged: _of_topic, **dict.fromkeys(kinds, _of_post)},
            has_minimum=True,
            tenths=True,
            order=25,
        ),
    )
