"""What happens to a creation when the post that carries it is gone for good, or moves away."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import delete, select

from forum.core import events
from forum.core.database import db
from forum.core.versions import topic_scope, touch
from forum.discussions.events import (
    PostEdited,
    PostHidden,
    PostPublished,
    PostPurged,
    PostUnhidden,
    PostWithdrawn,
    TopicChanged,
)
from forum.discussions.models import Post
from forum.discussions.operations.drafts import forget_drafts_at
from forum.discussions.operations.rewriting import rewrite_drafts_at
from forum.recipes.document import from_json, rewrite, to_json
from forum.recipes.models import Creation, CreationVersion, MadeIt
from forum.recipes.operations.rows import store_document
from forum.recipes.variation_drafts import variation_place

AnyChange = PostHidden | PostUnhidden | PostWithdrawn | PostPurged | PostEdited | PostPublished | TopicChanged


def _forget(event: PostPurged) -> None:
    """Forget the creation with the words of its post, and that a reply said it was made."""
    db.session.execute(delete(MadeIt).where(MadeIt.post_id == event.post_id))
    if db.session.scalar(select(Post.number).where(Post.id == event.post_id)) == 1:
        db.session.execute(delete(Creation).where(Creation.topic_id == event.topic_id))
        forget_drafts_at(variation_place(event.topic_id))


def rewrite_creation(topic_id: int, change: Callable[[str], str]) -> int:
    """Change words of a creation wherever they stand beside its post; answers in how many places there were some."""
    places = _rewrite_document(topic_id, change) + _rewrite_versions(topic_id, change)
    return places + rewrite_drafts_at(variation_place(topic_id), change)


def _rewrite_versions(topic_id: int, change: Callable[[str], str]) -> int:
    places = 0
    for version in db.session.scalars(select(CreationVersion).where(CreationVersion.topic_id == topic_id)):
        before = from_json(version.document)
        after = rewrite(before, change)
        if after != before:
            version.document = to_json(after)
            places += 1
    return places


def _rewrite_document(topic_id: int, change: Callable[[str], str]) -> int:
    creation = db.session.get(Creation, topic_id)
    if creation is None:
        return 0
    before = from_json(creation.document)
    after = rewrite(before, change)
    if after == before:
        return 0
    store_document(creation, after)
    return 1


def _refresh_relatives(event: AnyChange) -> None:
    """Have the pages follow that credit a creation: the one that it varies, and those that vary it."""
    related = select(Creation.topic_id, Creation.variation_of_id).where(
        (Creation.topic_id == event.topic_id) | (Creation.variation_of_id == event.topic_id)
    )
    for topic_id, original_id in db.session.execute(related):
        touch(*(topic_scope(each) for each in (topic_id, original_id) if each is not None))


def init_app(app: Flask) -> None:
    """Listen for posts that begin or cease to stand."""
    events.listen(app, PostPurged, _refresh_relatives)
    events.listen(app, PostPurged, _forget)
    events.listen(app, PostHidden, _refresh_relatives)
    events.listen(app, PostUnhidden, _refresh_relatives)
    events.listen(app, PostWithdrawn, _refresh_relatives)
    events.listen(app, PostEdited, _refresh_relatives)
    events.listen(app, TopicChanged, _refresh_relatives)
    events.listen(app, PostPublished, _refresh_after_publishing)


def _refresh_after_publishing(event: PostPublished) -> None:
    if event.number == 1:
        _refresh_relatives(event)
