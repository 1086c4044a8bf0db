"""Forgetting what a post said, for good. Its number and a placeholder stay, so that answers keep their sense."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from forum.core import events
from forum.core.database import db
from forum.core.markup.withholding import withhold_quotes
from forum.core.policy import SYSTEM
from forum.discussions.events import PostPurged
from forum.discussions.models import Draft, Post, PostCard, PostQuote, PostState, PostUpload, Revision
from forum.discussions.operations.answers import forget_answer
from forum.discussions.operations.counting import count_change, counted
from forum.discussions.operations.hiding import refresh_everywhere
from forum.discussions.operations.rewriting import rewrite_drafts, rewrite_quoting
from forum.discussions.operations.topics import topic_of
from forum.discussions.operations.withdrawals import KEPT_AFTER_WITHDRAWAL
from forum.discussions.slugs import slug_of

NO_TITLE = "…"
"""The title of a topic whose first post is gone. Pages show a neutral one in the reader's language instead."""


def purge_post(post: Post, *, now: datetime) -> None:
    """Forget text, revisions and pictures of `post`, and its words where others quote them. Harmless when done."""
    if post.state == PostState.PURGED:
        return
    topic = topic_of(post)
    before = counted(topic, post)

    def forget(text: str) -> str:
        return withhold_quotes(text, {post.id})

    rewrite_quoting(post, forget)
    db.session.execute(delete(Draft).where(Draft.place == f"edit:{post.id}"))
    rewrite_drafts(post, forget)
    db.session.execute(delete(Revision).where(Revision.post_id == post.id))
    for references in (PostUpload, PostCard):
        db.session.execute(delete(references).where(references.post_id == post.id))
    db.session.execute(delete(PostQuote).where(PostQuote.post_id == post.id))
    post.source = post.html = post.text = ""
    post.state, post.hidden_reason, post.hidden_at = PostState.PURGED, None, None
    if post.number == 1:
        topic.title, topic.slug = NO_TITLE, slug_of(NO_TITLE)
        topic.is_hidden, topic.hidden_at = True, topic.hidden_at or now
    count_change(before, counted(topic, post))
    if topic.answer_post_id == post.id:
        forget_answer(topic, actor=SYSTEM, now=now)
    refresh_everywhere(topic, post)
    events.record(PostPurged(post.id, topic.id, now, post.author_id))


def overdue_posts(*, now: datetime, limit: int) -> Sequence[int]:
    """Return the numbers of withdrawn posts whose days are over, the longest withdrawn first."""
    overdue = (
        select(Post.id)
        .where(Post.state == PostState.WITHDRAWN, Post.withdrawn_at <= now - KEPT_AFTER_WITHDRAWAL)
        .order_by(Post.withdrawn_at)
        .limit(limit)
    )
    return db.session.scalars(overdue).all()
