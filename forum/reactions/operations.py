"""Liking, bookmarking, and taking either back. Repeats are harmless: the second like of a pair changes nothing."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import case, delete, func, select

from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, NotAllowed, Permission
from forum.core.settings import get_setting
from forum.core.upsert import conflict_insert
from forum.discussions.models import Post, PostState
from forum.reactions.counting import count_like, within_day
from forum.reactions.events import PostLiked, PostUnliked
from forum.reactions.models import Bookmark, Flaw, Like
from forum.reactions.settings import ALLOWANCE


def like_post(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Have `actor` like `post`; answers whether that is new.

    Raises:
        NotAllowed: for one's own post, for a post that does not stand, and for those who may not like.
    """
    _refuse_unlikable(post, actor)
    flaws = _insert_like(post, actor, now)
    if flaws is None:
        return False
    counted = count_like(post, actor, +1, counts=flaws == 0)
    events.record(PostLiked(post.id, post.topic_id, post.author_id, actor.id or 0, now, *counted))
    return True


def unlike_post(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Take back the like of `actor`; answers whether there was one."""
    taken = db.session.execute(
        delete(Like)
        .where(Like.post_id == post.id, Like.member_id == actor.id)
        .returning(Like.flaws)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        return False
    counted = count_like(post, actor, -1, counts=taken.flaws == 0)
    events.record(PostUnliked(post.id, post.topic_id, post.author_id, actor.id or 0, now, *counted))
    return True


def bookmark_post(post: Post, *, actor: Actor, now: datetime) -> bool:
    """Put `post` among the bookmarks of `actor`; answers whether that is new."""
    statement = (
        conflict_insert(Bookmark)
        .values(post_id=post.id, member_id=actor.id, created_at=now)
        .on_conflict_do_nothing()
        .returning(Bookmark.post_id)
    )
    return db.session.execute(statement).first() is not None


def remove_bookmark(post: Post, *, actor: Actor) -> bool:
    """Take `post` from the bookmarks of `actor`; answers whether it was there."""
    statement = (
        delete(Bookmark)
        .where(Bookmark.post_id == post.id, Bookmark.member_id == actor.id)
        .returning(Bookmark.post_id)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).first() is not None


def _refuse_unlikable(post: Post, actor: Actor) -> None:
    if Permission.LIKE not in actor.permissions:
        raise NotAllowed(_("Sign in to like what others write."))
    if post.author_id == actor.id:
        raise NotAllowed(_("Your own posts are for others to like."))
    if post.state != PostState.VISIBLE:
        raise NotAllowed(_("This post cannot be liked while its text is not shown."))


def _insert_like(post: Post, actor: Actor, now: datetime) -> int | None:
    """Insert a like and return its flaws; None when it was there. Two at once are told apart by the database.

    The same statement counts what its member gave that day, so that likes beyond their share are kept as such.
    """
    allowance = int(get_setting(ALLOWANCE))
    given = (
        select(Like.post_id)
        .where(Like.member_id == actor.id, *within_day(now))
        .limit(allowance)
        .correlate(None)
        .subquery()
    )
    is_beyond = select(func.count()).select_from(given).scalar_subquery() >= allowance
    statement = (
        conflict_insert(Like)
        .values(
            post_id=post.id,
            member_id=actor.id,
            created_at=now,
            flaws=case((is_beyond, int(Flaw.BEYOND_ALLOWANCE)), else_=0),
        )
        .on_conflict_do_nothing()
        .returning(Like.flaws)
    )
    return db.session.scalar(statement)
