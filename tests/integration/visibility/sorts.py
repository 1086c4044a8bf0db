"""Posts and topics that stand for all others of their sort.

A condition looks at where something stands, in which state, of which kind and by whom, never at what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from forum.core.database import db
from forum.discussions.models import Post, Topic

ABOUT_A_POST = {"post", "quote", "reply_to"}
"""What asks for a post behind a question mark."""


def _first(id_column: Any, *sorts: tuple[Any, ...]) -> list[int]:
    """Return the first of each of these sorts, in order: by what decides who may see it, and by its kind."""
    found = [
        select(func.min(id_column)).join_from(Topic, Post, Post.topic_id == Topic.id).group_by(*columns)
        for columns in sorts
    ]
    return sorted({id for each in found for id in db.session.scalars(each)})


class Sorts:
    """One post and one topic of each sort, at the moment at which this is made."""

    def __init__(self) -> None:
        own = Post.author_id == Topic.author_id
        self.posts = _first(Post.id, (Post.state, Post.read_level, own, Topic.is_held), (Topic.kind,))
        merged = Topic.merged_into_id.is_(None)
        self.topics = _first(
            Topic.id, (Topic.read_level, Topic.is_hidden, Topic.is_held, merged), (Topic.kind,)
        )
        self.of_each_state = set(_first(Post.id, (Post.state,)))

    @property
    def by_name(self) -> dict[str, list[Any]]:
        """What to put into an address, by the name of the argument."""
        return {"post_id": self.posts, "topic_id": self.topics}

    def are_asked_for(self, values: Mapping[str, Any]) -> bool:
        """Whether the post in an address, or else the topic, if there is one, stands for its sort."""
        if "post_id" in values:
            return values["post_id"] in self.posts
        topic_id = values["key"] if values.get("kind") == "topics" else values.get("topic_id")
        return topic_id is None or topic_id in self.topics

    def are_asked_about(self, query: Mapping[str, Any]) -> bool:
        """Whether the post behind a question mark, if there is one, stands for its sort, or was not planted."""
        return all(query[name] in (*self.posts, 1) for name in ABOUT_A_POST & query.keys())
