"""Drafts of variations. They begin with the words of the original, and may be read for as long as it may."""

from __future__ import annotations

from sqlalchemy import select

from forum.core.database import db
from forum.discussions.models import Post, PostState


def variation_place(topic_id: int) -> str:
    """Return where variations of a creation are drafted. Such a draft begins with the words of the original."""
    return f"vary:{topic_id}"


def is_variation_readable(place: str) -> bool:
    """Whether the original of a variation still stands: until then its words are not shown in a draft either."""
    act, _colon, what = place.partition(":")
    if act != "vary":
        return True
    first = select(Post.id).where(Post.topic_id == int(what), Post.number == 1)
    return db.session.scalar(first.where(Post.state == PostState.VISIBLE)) is not None
