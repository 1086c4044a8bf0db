"""Keeping quotes and link cards true: what a post shows of another changes when that other changes its readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, or_, select

from forum.core.database import db
from forum.core.versions import topic_scope, touch
from forum.discussions.models import Post, PostCard, PostQuote, PostState
from forum.discussions.operations.publishing import forget_pictures, index_post, note_references
from forum.discussions.operations.texts import render_anew


def refresh_quotes_of(post_ids: Iterable[int]) -> None:
    """Render anew every post that quotes one of `post_ids`."""
    quoting = select(PostQuote.post_id).where(PostQuote.quoted_post_id.in_(set(post_ids)))
    _render_anew(Post.id.in_(quoting))


def refresh_cards_of(topic_id: int) -> None:
    """Render anew every post that shows a card of the topic."""
    _render_anew(Post.id.in_(select(PostCard.post_id).where(PostCard.topic_id == topic_id)))


def refresh_readers_of(post_ids: Sequence[int]) -> None:
    """Have everything follow that depends on who reads the posts: what they show of others, others of them, search."""
    shows = or_(Post.id.in_(select(PostQuote.post_id)), Post.id.in_(select(PostCard.post_id)))
    _render_anew(Post.id.in_(post_ids) & shows)
    refresh_quotes_of(post_ids)
    for post_id in post_ids:
        index_post(post_id)


def _render_anew(which: ColumnElement[bool]) -> None:
    db.session.flush()
    for post in db.session.scalars(
        select(Post).where(which, Post.state != PostState.PURGED).order_by(Post.id)
    ):
        text = render_anew(post.source, read_level=post.read_level, language=post.language)
        post.html, post.text = text.rendered.html, text.rendered.text
        forget_pictures(post, text)
        note_references(post, text)
        index_post(post.id)
        touch(topic_scope(post.topic_id))
