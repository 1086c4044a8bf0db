"""Posts and topics that stand for all others of their sort.

A condition looks at where something stands, in which state, of which kind and by whom, never at what it says. Of what
is kept from somebody, each such sort is asked for; of what they may read anyway, one in each state and of each kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, select

from forum.core.database import db
from forum.core.policy import Viewer
from forum.discussions.models import Post, Topic

ABOUT_A_POST = {"post", "quote", "reply_to"}
"""What asks for a post behind a question mark."""


def _first(id_column: Any, *columns: Any, only: Any = None) -> set[int]:
    """Return the first of each sort that these columns tell apart."""
    found = select(func.min(id_column)).join_from(Topic, Post, Post.topic_id == Topic.id).group_by(*columns)
    return set(db.session.scalars(found if only is None else found.where(only)))


class Sorts:
    """One post and one topic of each sort for `viewer`, at the moment at which this is made."""

    def __init__(self, viewer: Viewer) -> None:
        own = Post.author_id == Topic.author_id
        kept = ~Post.visible_to(viewer)
        self.of_each_state = _first(Post.id, Post.state)
        closed = _first(Post.id, Post.state, Post.read_level, own, Topic.is_held, only=kept)
        self.few_posts = sorted(closed | _first(Post.id, Post.state, only=~kept))
        """Enough behind a question mark: what is quoted there is of every kind alike."""
        edited = _first(Post.id, Post.state, Post.revision_count > 0, Post.number == 1, only=~kept)
        self.posts = sorted({*self.few_posts, *edited, *_first(Post.id, Topic.kind)})
        open_to = and_(Topic.visible_to(viewer), Topic.title_visible_to(viewer))
        merged = Topic.merged_into_id.is_(None)
        decides = (Topic.read_level, Topic.is_hidden, Topic.is_held, merged)
        self.topics = sorted(
            _first(Topic.id, *decides, only=~open_to)
            | _first(Topic.id, Topic.is_hidden, Topic.is_held, merged, only=open_to)
            | _first(Topic.id, Topic.kind)
        )

    @property
    def by_name(self) -> dict[str, list[Any]]:
        """What to put into the address of a form, by the name of the argument."""
        return {"post_id": self.posts, "topic_id": self.topics}

    def are_asked_for(self, values: Mapping[str, Any]) -> bool:
        """Whether the post in an address, or else the topic, if there is one, stands for its sort."""
        if "post_id" in values:
            return values["post_id"] in self.posts
        topic_id = values["key"] if values.get("kind") == "topics" else values.get("topic_id")
        return topic_id is None or topic_id in self.topics

    def are_asked_about(self, query: Mapping[str, Any]) -> bool:
        """Whether the post behind a question mark, if there is one, stands for its sort, or was not planted."""
        return all(query[name] in (*self.few_posts, 1) for name in ABOUT_A_POST & query.keys())
