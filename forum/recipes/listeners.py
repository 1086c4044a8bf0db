"""What happens to a creation when the post that carries it is gone for good, or moves away."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import delete, select

from forum.core import events
from forum.core.database import db
from forum.discussions.events import PostPurged
from forum.discussions.models import Post
from forum.recipes.document import from_json, rewrite
from forum.recipes.models import Creation, MadeIt
from forum.recipes.operations.rows import store_document


def _forget(event: PostPurged) -> None:
    """Forget the creation with the words of its post, and that a reply said it was made."""
    db.session.execute(delete(MadeIt).where(MadeIt.post_id == event.post_id))
    if db.session.scalar(select(Post.number).where(Post.id == event.post_id)) == 1:
        db.session.execute(delete(Creation).where(Creation.topic_id == event.topic_id))


def rewrite_creation(topic_id: int, change: Callable[[str], str]) -> int:
    """Change words of a creation wherever they stand beside its post; answers 1 when there were some."""
    creation = db.session.get(Creation, topic_id)
    if creation is None:
        return 0
    before = from_json(creation.document)
    after = rewrite(before, change)
    if after == before:
        return 0
    store_document(creation, after)
    return 1


def init_app(app: Flask) -> None:
    """Listen for posts that are purged."""
    events.listen(app, PostPurged, _forget)
