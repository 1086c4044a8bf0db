"""Changing words wherever they stand: in a post, its title and revisions, in posts that quote it, and in drafts.

For what must not stand anywhere any more. No revision is made: it would keep what has to go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_, select

from forum.core.database import db
from forum.core.kinds import kinds
from forum.core.versions import topic_scope, touch
from forum.discussions.models import Draft, Post, PostQuote, PostState, Revision, Topic
from forum.discussions.operations.publishing import index_post
from forum.discussions.operations.texts import render_anew

Change = Callable[[str], str]


def rewrite_post(post: Post, change: Change) -> int:
    """Change the source of `post` and its revisions; answers how many texts are different now.

    Who is just editing the post meets a conflict instead of putting the old words back.
    """
    places = rewrite_revisions(post, change) + _rewrite_detail(post, change)
    source = change(post.source)
    if source == post.source:
        return places
    text = render_anew(source, read_level=post.read_level, language=post.language)
    post.source, post.html, post.text = text.source, text.rendered.html, text.rendered.text
    post.revision_count += 1
    index_post(post.id)
    touch(topic_scope(post.topic_id))
    return places + 1


def rewrite_revisions(post: Post, change: Change) -> int:
    """Change what `post` said before; answers how many texts are different now."""
    places = 0
    for revision in db.session.scalars(select(Revision).where(Revision.post_id == post.id)):
        places += _rewrite(revision, "source", change)
        if revision.title is not None:
            places += _rewrite(revision, "title", change)
    return places


def rewrite_quoting(post: Post, change: Change) -> int:
    """Change every post that quotes `post` or once did, with its revisions; answers how many texts are different."""
    quoting = (
        select(Post)
        .join(PostQuote, PostQuote.post_id == Post.id)
        .where(PostQuote.quoted_post_id == post.id, Post.state != PostState.PURGED)
        .order_by(Post.id)
    )
    return sum(rewrite_post(each, change) for each in db.session.scalars(quoting).all())


def rewrite_drafts(post: Post, change: Change) -> int:
    """Change drafts that quote `post`, are an edit of it, or are its author's; answers how many are different."""
    concerned = or_(
        Draft.place == f"edit:{post.id}",
        Draft.member_id == post.author_id,
        cast(Draft.fields, String).contains(f"(/posts/{post.id})"),
    )
    return _rewrite_drafts_where(concerned, change)


def rewrite_drafts_at(place: str, change: Change) -> int:
    """Change what anybody is writing at `place`; answers how many drafts are different."""
    return _rewrite_drafts_where(Draft.place == place, change)


def _rewrite_drafts_where(concerned: ColumnElement[bool], change: Change) -> int:
    places = 0
    for draft in db.session.scalars(select(Draft).where(concerned)):
        fields: dict[str, Any] = {
            name: change(value) if isinstance(value, str) else value for name, value in draft.fields.items()
        }
        if fields != draft.fields:
            draft.fields, draft.version = fields, draft.version + 1
            places += 1
    return places


def _rewrite_detail(post: Post, change: Change) -> int:
    """Change what the topic's kind keeps of the post that opened it."""
    kind = kinds.get(db.session.get_one(Topic, post.topic_id).kind) if post.number == 1 else None
    return kind.rewrite(post.topic_id, change) if kind is not None and kind.rewrite is not None else 0


def _rewrite(thing: Revision, name: str, change: Change) -> int:
    before = getattr(thing, name)
    after = change(before)
    setattr(thing, name, after)
    return int(after != before)
