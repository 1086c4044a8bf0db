"""Saying that one made what another showed."""

from __future__ import annotations

from datetime import datetime

from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor
from forum.discussions.models import Post, Topic
from forum.discussions.operations.posts import reply
from forum.discussions.operations.texts import Prepared
from forum.recipes.events import CreationMade
from forum.recipes.models import MadeIt


def made_it(
    topic: Topic,
    post: Post,
    text: str | Prepared,
    *,
    author: Actor,
    now: datetime,
    once: str | None = None,
    silent: bool = False,
) -> Post:
    """Answer in `topic` that `author` made what `post`, its first, shows; the answer stands in its gallery.

    Raises:
        NotAllowed, Invalid: as for any answer.
    """
    answer = reply(topic, source=text, author=author, now=now, once=once, silent=silent)
    db.session.add(MadeIt(post_id=answer.id, topic_id=topic.id))
    db.session.flush()
    events.record(CreationMade(answer.id, topic.id, post.author_id, author.id or 0, now))
    return answer
