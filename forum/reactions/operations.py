"""Liking, bookmarking, and taking either back. Repeats are harmless: the second like of a pair changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Table, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from forum.accounts.models import Member
from forum.core import events
from forum.core.database import Model, db
from forum.core.policy import Actor, NotAllowed, Permission
from forum.discussions.models import Post, PostState, Topic
from forum.reactions.events import PostLiked, PostUnliked
from forum.reactions.models import Bookmark, Like


def like_post(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Have `actor` like `post`; answers whether that is new.

    Raises:
        NotAllowed: for one's own post, for a post that does not stand, and for those who may not like.
    """
    _refuse_unlikable(post, actor)
    if not _insert(Like, post_id=post.id, member_id=actor.id, created_at=now):
        return False
    _count(post, actor, +1)
    events.record(PostLiked(post.id, post.topic_id, post.author_id, actor.id or 0, now))
    return True


def unlike_post(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Take back the like of `actor`; answers whether there was one."""
    if not _delete(Like, post, actor):
        return False
    _count(post, actor, -1)
    events.record(PostUnliked(post.id, post.topic_id, post.author_id, actor.id or 0, now))
    return True


def bookmark_post(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Put `post` among the bookmarks of `actor`; answers whether that is new."""
    return _insert(Bookmark, post_id=post.id, member_id=actor.id, created_at=now)


def remove_bookmark(post: Post, *, actor: Actor) -> bool:
    """Take `post` from the bookmarks of `actor`; answers whether it was there."""
    return _delete(Bookmark, post, actor)


def _refuse_unlikable(post: Post, actor: Actor) -> None:
    if Permission.LIKE not in actor.permissions:
        raise NotAllowed(_("Sign in to like what others write."))
    if post.author_id == actor.id:
        raise NotAllowed(_("Your own posts are for others to like."))
    if post.state != PostState.VISIBLE:
        raise NotAllowed(_("This post cannot be liked while its text is not shown."))


def _insert(model: type[Model], **values: Any) -> bool:
    """Insert a row unless its key is there; two at once are told apart by the database, not by looking first."""
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    table = model.__table__
    assert isinstance(table, Table)
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(table.c.post_id)
    return db.session.execute(statement).first() is not None


def _delete(model: type[Like] | type[Bookmark], post: Post, actor: Actor) -> bool:
    statement = (
        delete(model)
        .where(model.post_id == post.id, model.member_id == actor.id)
        .returning(model.post_id)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).first() is not None


def _count(post: Post, actor: Actor, change: int) -> None:
    """Move the four counters a like belongs to. A post that does not stand counts for itself alone."""
    counts = post.state == PostState.VISIBLE
    _update(Post, Post.id == post.id, like_count=Post.like_count + change)
    if counts:
        _update(Topic, Topic.id == post.topic_id, like_count=Topic.like_count + change)
    given = case((Member.id == actor.id, change), else_=0)
    received = case((Member.id == post.author_id, change if counts else 0), else_=0)
    _update(
        Member,
        Member.id.in_([actor.id, post.author_id]),
        likes_given=Member.likes_given + given,
        likes_received=Member.likes_received + received,
    )


def _update(model: type[Model], where: Any, **values: Any) -> None:
    db.session.execute(
        update(model).where(where).values(**values).execution_options(synchronize_session=False)
    )
