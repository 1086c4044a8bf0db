"""Keeping the counters of topics, categories, tags and members exact while posts come, go and change.

An operation asks what a post counts for before its change and after it; the difference is added by the database, never
read, changed and written back. `forum.discussions.counters` says what each counter must equal.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select, update

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Audience
from forum.discussions.models import Category, Post, PostState, Tag, Topic, topic_tag

Counting = type[Topic] | type[Category] | type[Tag] | type[Member]
Counted = tuple[Counting, int, str]
"""A table, a row and one of its counters."""

_ORDER: tuple[Counting, ...] = (Topic, Category, Tag, Member)
"""Rows are locked in this order everywhere, so that two acts never wait for each other."""


def counted(topic: Topic, post: Post) -> Counter[Counted]:
    """Return what `post`, and with number 1 its topic, counts for as both stand now."""
    counts: Counter[Counted] = Counter()
    if post.state != PostState.HELD:
        counts[Topic, topic.id, "post_count"] += 1
        counts[Category, topic.category_id, "post_count"] += 1
    if post.author_id and post.state == PostState.VISIBLE and post.read_level <= Audience.MEMBERS:
        counts[Member, post.author_id, "post_count"] += 1
    if post.number == 1:
        counts += _counted_topic(topic)
    return counts


def _counted_topic(topic: Topic) -> Counter[Counted]:
    counts: Counter[Counted] = Counter()
    if topic.is_held or topic.merged_into_id is not None:
        return counts
    counts[Category, topic.category_id, "topic_count"] += 1
    if topic.read_level > Audience.MEMBERS:
        return counts
    for tag_id in db.session.scalars(select(topic_tag.c.tag_id).where(topic_tag.c.topic_id == topic.id)):
        counts[Tag, tag_id, "topic_count"] += 1
    if topic.author_id and not topic.is_hidden:
        counts[Member, topic.author_id, "topic_count"] += 1
    return counts


def count_change(before: Counter[Counted], after: Counter[Counted]) -> None:
    """Add the difference between two countings to the counters, one statement a row."""
    changes: dict[tuple[Counting, int], dict[str, int]] = {}
    for model, row_id, name in {*before, *after}:
        if by := after[model, row_id, name] - before[model, row_id, name]:
            changes.setdefault((model, row_id), {})[name] = by
    db.session.flush()
    for model, row_id in sorted(changes, key=lambda row: (_ORDER.index(row[0]), row[1])):
        _add(model, row_id, changes[model, row_id])


def _add(model: Counting, row_id: int, changes: dict[str, int]) -> None:
    values = {name: getattr(model, name) + by for name, by in changes.items()}
    added = update(model).where(model.id == row_id).values(values)
    db.session.execute(added.execution_options(synchronize_session=False))
    row = db.session.identity_map.get(db.session.identity_key(model, row_id))
    if row is not None:
        db.session.expire(row, list(changes))
