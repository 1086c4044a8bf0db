"""What kinds of topic show of their own in place of the text of the post that opened one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forum.core.kinds import Detail, TopicKind
from forum.core.policy import Viewer
from forum.discussions.queries.topic_page_rows import PostRow, TopicHead


def detail_of(
    viewer: Viewer, kind: TopicKind | None, topic: TopicHead, posts: Sequence[PostRow]
) -> Detail | None:
    """Return what `kind` shows of its own on a page with `posts`: nothing to those who may not read the first."""
    first = next((post for post in posts if post.number == 1), None)
    if kind is None or kind.detail is None or first is None or first.html is None or topic.title is None:
        return None
    return kind.detail(viewer, topic, first)


def with_body(posts: Sequence[PostRow], detail: Detail | None) -> list[PostRow]:
    """Return `posts`, the first of which shows `detail` where there is one."""
    if detail is None:
        return list(posts)
    return [replace(post, own_body=detail.body) if post.number == 1 else post for post in posts]
