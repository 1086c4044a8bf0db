"""Keeping the index true: posts follow through the outbox, and an index that is lost or damaged is made again.

A row of the task `search.index` is written in the transaction that changes a post or topic. Until the row is done, the
post is left out of every search (`forum.search.scope`), so a reader meets nothing that was hidden a moment ago.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select

from forum.core import outbox
from forum.core.database import db, write_transaction
from forum.core.search import NoIndexYet, RebuildRunning, SearchUnavailable
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn, TopicChanged
from forum.discussions.models import Post
from forum.discussions.operations.publishing import SEARCH_INDEX, index_post
from forum.search.documents import all_post_ids, post_ids_of, read_documents
from forum.search.engine import search_backend

REBUILD = "search.rebuild"
UNFELT_CHANGES = frozenset({"closed", "reopened", "pinned", "unpinned"})
"""Changes of a topic after which each of its posts is found as before."""

log = logging.getLogger(__name__)


def index_changes(payloads: Sequence[Mapping[str, Any]]) -> None:
    """Bring every post and topic that `payloads` name up to date, each once."""
    db.session.rollback()
    post_ids = {payload["post_id"] for payload in payloads if "post_id" in payload}
    post_ids.update(post_ids_of({payload["topic_id"] for payload in payloads if "topic_id" in payload}))
    db.session.rollback()
    try:
        search_backend().update(post_ids, read_documents)
    except SearchUnavailable:
        with write_transaction():
            request_rebuild()


def index_topic(topic_id: int) -> None:
    """Have the search index look at all posts of a topic again once this is committed."""
    outbox.enqueue(SEARCH_INDEX, {"topic_id": topic_id}, key=f"topic:{topic_id}")


def request_rebuild() -> None:
    """Have the index looked at, and made again if need be, once this is committed."""
    outbox.enqueue(REBUILD, {}, key="index")


def rebuild(portions: Iterable[Sequence[int]]) -> None:
    """Make the index anew from the posts in `portions`, and take what waited to be indexed before as done.

    Raises:
        RebuildRunning: somebody is at it already.
    """
    db.session.rollback()
    waiting = outbox.pending(SEARCH_INDEX)
    db.session.rollback()
    search_backend().rebuild(portions, read_documents)
    with write_transaction():
        outbox.settle(waiting)


def heal() -> None:
    """Make the index anew if it is missing or damaged, unless somebody is at it or there is nothing to find."""
    try:
        search_backend().check()
    except SearchUnavailable as why:
        db.session.rollback()
        if not db.session.scalar(select(exists(select(Post.id)))):
            return
        if search_backend().is_rebuilding():
            return
        level = logging.INFO if isinstance(why, NoIndexYet) else logging.WARNING
        log.log(level, "making the search index: %s", why)
        try:
            rebuild(all_post_ids())
        except RebuildRunning:
            log.debug("somebody is making the search index already")


def follow_topic(event: TopicChanged) -> None:
    """Index a topic again that was renamed, moved, tagged, split or merged."""
    if event.change not in UNFELT_CHANGES:
        index_topic(event.topic_id)


def follow_post(event: PostHidden | PostUnhidden | PostWithdrawn | PostPurged) -> None:
    """Index a post again whose words come or go, and with the first one all below the title that comes or goes too."""
    index_post(event.post_id)
    if db.session.get_one(Post, event.post_id).number == 1:
        index_topic(event.topic_id)
