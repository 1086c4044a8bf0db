"""What needs a human, made through the operations that members use, and what the team does about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.desk.models import DeskItem
from forum.discussions.models import Post
from forum.moderation.operations.reports import report_post
from tests.conversations import NOON


def reported(post: Post, reporter: Viewer, *, reason: str = "off-topic", now: datetime = NOON) -> DeskItem:
    """Have `reporter` report `post`; return what stands in the queue for it."""
    with write_transaction():
        report_post(
            db.session.get_one(Post, post.id), reason=reason, note="Look at this.", actor=reporter, now=now
        )
    return item_of(post)


def item_of(post: Post) -> DeskItem:
    """Return the latest row of the queue about `post`."""
    db.session.expire_all()
    return db.session.query(DeskItem).filter_by(post_id=post.id).order_by(DeskItem.id.desc()).first()


def give(act: Any, post: Post, actor: Viewer, **words: Any) -> Any:
    """Give one of the five answers to `post`."""
    with write_transaction():
        fresh = db.session.get_one(Post, post.id, populate_existing=True)
        return act(fresh, actor=actor, **{"now": NOON, **words})
