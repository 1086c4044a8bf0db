"""The pictures of options: who is shown them, and which are needed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, exists, or_, select

from forum.core.database import db
from forum.core.policy import Viewer
from forum.discussions.models import Post, PostUpload
from forum.polls.models import Poll, PollOption
from forum.polls.words import State


def picture_is_shown(viewer: Viewer, upload_id: int) -> bool:
    """Whether a poll that `viewer` may read shows the picture. One that it has from a post goes with that post."""
    from_posts = select(PostUpload.post_id).where(PostUpload.upload_id == upload_id)
    readable = from_posts.join(Post, Post.id == PostUpload.post_id).where(Post.visible_to(viewer))
    found = (
        select(PollOption.id)
        .join(Poll, Poll.id == PollOption.poll_id)
        .join(Post, and_(Post.topic_id == Poll.topic_id, Post.number == 1))
        .where(PollOption.upload_id == upload_id, Poll.state > State.DRAFT, Post.visible_to(viewer))
        .where(or_(~exists(from_posts), exists(readable)))
    )
    return db.session.scalar(found.limit(1)) is not None


def pictures_by_title(poll_id: int) -> dict[str, int]:
    """Return the pictures of a poll's options by their titles."""
    found = select(PollOption.title, PollOption.upload_id).where(
        PollOption.poll_id == poll_id, PollOption.upload_id.is_not(None)
    )
    return {title: upload_id for title, upload_id in db.session.execute(found) if upload_id is not None}


def pictures_needed(keys: Mapping[int, str]) -> set[int]:
    """Return those of the pictures, given as keys by id, that an option shows."""
    if not keys:
        return set()
    return {
        upload_id
        for upload_id in db.session.scalars(
            select(PollOption.upload_id).where(PollOption.upload_id.in_(keys))
        )
        if upload_id is not None
    }
