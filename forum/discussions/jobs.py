"""What is done again and again: forgetting what was taken back, and drafts that nobody finishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from forum.core import outbox
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Post
from forum.discussions.operations.drafts import forget_old_drafts
from forum.discussions.operations.purging import overdue_posts, purge_post

PURGE_TASK = "discussions.purge"
AT_ONCE = 25
DRAFTS_KEPT = timedelta(days=90)


def purge_overdue() -> None:
    """Purge every post whose days after its withdrawal are over, a few in each transaction."""
    while post_ids := overdue_posts(now=clock.now(), limit=AT_ONCE):
        with write_transaction():
            _purge(post_ids)


def forget_drafts() -> None:
    """Forget drafts that were not touched for ninety days."""
    with write_transaction():
        forget_old_drafts(before=clock.now() - DRAFTS_KEPT)


def purge_soon(post_ids: list[int]) -> None:
    """Have `post_ids` purged once the present transaction is committed, a few at a time."""
    for start in range(0, len(post_ids), AT_ONCE):
        outbox.enqueue(PURGE_TASK, {"post_ids": post_ids[start : start + AT_ONCE]})


def _purge(post_ids: Any) -> None:
    for post in db.session.scalars(select(Post).where(Post.id.in_(post_ids)).order_by(Post.id)).all():
        purge_post(post, now=clock.now())


def _purge_portion(payload: Mapping[str, Any]) -> None:
    _purge(payload["post_ids"])


def init_app(app: Flask) -> None:
    """Enter the chores, and the work of an erasure."""
    outbox.handler(app, PURGE_TASK, _purge_portion)
    chore(app, "discussions.purge-withdrawn", purge_overdue, every=timedelta(hours=1))
    chore(app, "discussions.forget-drafts", forget_drafts, every=timedelta(days=1))
