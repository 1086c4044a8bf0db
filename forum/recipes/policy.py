"""Fetch through the viewer: a creation is met by those who may read the post that opened its topic."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from forum.core.database import db
from forum.core.policy import NotFound, Viewer
from forum.discussions.models import Post, Topic
from forum.discussions.policy import get_post_for, get_topic_for
from forum.recipes.document import Document, from_json
from forum.recipes.models import Creation


@dataclass(frozen=True, slots=True)
class Opened:
    """A creation with the topic and the post to which it belongs."""

    topic: Topic
    post: Post
    creation: Creation

    @property
    def document(self) -> Document:
        """What it consists of."""
        return from_json(self.creation.document)


def get_creation_for(viewer: Viewer, topic_id: int) -> Opened:
    """Return the creation of the topic `topic_id` if `viewer` may read its first post.

    Raises:
        NotFound, NotAllowed: as for the post; and when the topic is of another kind.
    """
    topic = get_topic_for(viewer, topic_id)
    creation = db.session.get(Creation, topic_id)
    post_id = db.session.scalar(select(Post.id).where(Post.topic_id == topic_id, Post.number == 1))
    if creation is None or post_id is None:
        raise NotFound
    return Opened(topic, get_post_for(viewer, post_id), creation)
