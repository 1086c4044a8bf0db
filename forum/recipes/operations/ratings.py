"""Giving stars and taking them back. One per member, counted by atomic SQL in the same transaction."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.upsert import conflict_insert
from forum.discussions.models import Post, PostState
from forum.recipes.events import CreationRated, RatingRemoved
from forum.recipes.models import Creation, Rating

STARS = (1, 2, 3, 4, 5)


def rate_creation(post: Post, stars: int, *, actor: Actor, now: datetime) -> None:
    """Have `actor` give `stars` to what `post` carries, instead of those they gave before.

    Args:
        post: the first post of the topic.
        stars: one to five.
        actor: who rates.
        now: the present moment.

    Raises:
        NotAllowed: for one's own creation, for one that does not stand, and for those who may not like.
        Invalid: for any other number of stars (field `stars`).
    """
    if Permission.LIKE not in actor.permissions:
        raise NotAllowed(_("Sign in to rate what others make."))
    if post.author_id == actor.id:
        raise NotAllowed(_("Your own creations are for others to rate."))
    if post.state != PostState.VISIBLE:
        raise NotAllowed(_("This cannot be rated while it is not shown."))
    if stars not in STARS:
        raise Invalid(_("Choose one to five stars."), field="stars")
    before = _lock(post.topic_id, actor)
    statement = conflict_insert(Rating).values(
        topic_id=post.topic_id, member_id=actor.id, stars=stars, rated_at=now
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[Rating.topic_id, Rating.member_id], set_={"stars": stars, "rated_at": now}
        )
    )
    _count(post.topic_id, stars - (before or 0), 1 if before is None else 0)
    events.record(CreationRated(post.id, post.topic_id, post.author_id, actor.id or 0, stars, before, now))


def unrate_creation(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Take back the stars of `actor`; answers whether there were any."""
    _lock(post.topic_id, actor)
    gone = (
        delete(Rating)
        .where(Rating.topic_id == post.topic_id, Rating.member_id == actor.id)
        .returning(Rating.stars)
        .execution_options(synchronize_session=False)
    )
    stars = db.session.scalar(gone)
    if stars is None:
        return False
    _count(post.topic_id, -stars, -1)
    events.record(RatingRemoved(post.id, post.topic_id, post.author_id, actor.id or 0, now))
    return True


def _lock(topic_id: int, actor: Actor) -> int | None:
    """Hold the creation's row, so that one rating follows another; return the stars that `actor` gave before."""
    held = select(Creation.topic_id).where(Creation.topic_id == topic_id).with_for_update()
    db.session.execute(held)
    given = select(Rating.stars).where(Rating.topic_id == topic_id, Rating.member_id == actor.id)
    return db.session.scalar(given)


def _count(topic_id: int, stars: int, ratings: int) -> None:
    counted = (
        update(Creation)
        .where(Creation.topic_id == topic_id)
        .values(rating_sum=Creation.rating_sum + stars, rating_count=Creation.rating_count + ratings)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(counted)
