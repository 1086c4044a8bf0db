"""Recipes as ideas: those of an author that can be shown with an idea."""

from __future__ import annotations

from sqlalchemy import and_, select

from forum.core.database import db
from forum.core.policy import Actor
from forum.discussions.models import Post, PostState, Topic
from forum.recipes.models import Creation

MOST = 50


def own_recipes(author: Actor) -> list[tuple[int, str]]:
    """Return number and title of what an author created and everybody may read, the newest first."""
    if author.id is None:
        return []
    found = (
        select(Topic.id, Topic.title)
        .join(Creation, Creation.topic_id == Topic.id)
        .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1))
        .where(
            Topic.author_id == author.id,
            Topic.merged_into_id.is_(None),
            Topic.is_hidden.is_(False),
            Topic.is_held.is_(False),
            Post.state == PostState.VISIBLE,
        )
        .order_by(Topic.id.desc())
        .limit(MOST)
    )
    return [(id, title) for id, title in db.session.execute(found)]
