"""What follows when topics are merged, and when a poll gives its topic other words to be found by."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select, update

from forum.core import events
from forum.core.database import db
from forum.core.versions import opening_scope, touch
from forum.discussions.events import TopicChanged
from forum.discussions.models import Post, Topic
from forum.discussions.operations.publishing import index_post
from forum.polls.events import PollOpened, PollSucceeded
from forum.polls.models import Poll

MERGED = "merged"


def _go_along(event: TopicChanged) -> None:
    """Have polls go with the posts of a topic that is merged into another, and stand beside those that stand there."""
    if event.change != MERGED:
        return
    target_id = db.session.scalar(select(Topic.merged_into_id).where(Topic.id == event.topic_id))
    if target_id is None:
        return
    moved = update(Poll).where(Poll.topic_id == event.topic_id).values(topic_id=target_id)
    db.session.execute(moved.execution_options(synchronize_session="fetch"))
    touch(opening_scope(event.topic_id), opening_scope(target_id))
    _index(target_id)


def _find_by_question(event: PollOpened | PollSucceeded) -> None:
    """Have the topic found by what its poll asks."""
    _index(event.topic_id)


def _index(topic_id: int) -> None:
    post_id = db.session.scalar(select(Post.id).where(Post.topic_id == topic_id, Post.number == 1))
    if post_id is not None:
        index_post(post_id)


def init_app(app: Flask) -> None:
    """Listen."""
    events.listen(app, TopicChanged, _go_along)
    events.listen(app, PollOpened, _find_by_question)
    events.listen(app, PollSucceeded, _find_by_question)
