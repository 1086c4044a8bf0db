"""What happens to likes when the post they belong to stops or starts to stand.

Likes on a post that is hidden or withdrawn count neither for its topic nor for its author. Such acts are rare, so the
two sums are made anew, which is exact whatever order they come in.
"""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select, update

from forum.accounts.models import Member
from forum.core import events
from forum.core.database import db
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn
from forum.discussions.models import Post, PostState, Topic

StateChange = PostHidden | PostUnhidden | PostWithdrawn | PostPurged


def _recount_likes(event: StateChange) -> None:
    db.session.flush()
    stands = Post.state == PostState.VISIBLE
    standing = select(func.coalesce(func.sum(Post.like_count), 0)).where(stands)
    counted = select(func.coalesce(func.sum(Post.counted_likes), 0)).where(stands)
    author_id = db.session.scalar(select(Post.author_id).where(Post.id == event.post_id))
    for statement in (
        update(Topic)
        .where(Topic.id == event.topic_id)
        .values(like_count=standing.where(Post.topic_id == event.topic_id).scalar_subquery()),
        update(Member)
        .where(Member.id == author_id)
        .values(
            likes_received=standing.where(Post.author_id == author_id).scalar_subquery(),
            counted_likes=counted.where(Post.author_id == author_id).scalar_subquery(),
        ),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))


def init_app(app: Flask) -> None:
    """Listen to every change of a post's state."""
    events.listen(app, PostHidden, _recount_likes)
    events.listen(app, PostUnhidden, _recount_likes)
    events.listen(app, PostWithdrawn, _recount_likes)
    events.listen(app, PostPurged, _recount_likes)
