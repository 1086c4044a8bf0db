"""Where else a passage stands that was just blacked out: copied by hand, it is no quote that could be followed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from forum.core.database import AnyRow
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.discussions.models import Post, Topic

MOST = 20


def posts_that_say_it_too(viewer: Viewer, passage: str) -> Sequence[AnyRow]:
    """Return the posts that `viewer` may read and in which `passage` stands: id, number, title, html; newest first.

    It reads every post, which takes its time where there are many: for an act that is rare.
    """
    found = (
        select(Post.id, Post.number, Post.html, Topic.title)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.visible_to(viewer), Post.text.icontains(" ".join(passage.split()), autoescape=True))
        .order_by(Post.id.desc())
        .limit(MOST)
    )
    return fetch(found).all()
