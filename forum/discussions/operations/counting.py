"""Keeping the counters of topics, categories, tags and members exact while posts come, go and change.

An operation asks what a post counts for before its change and after it; the difference is added by the database, never
read, changed and written back. `forum.discussions.counters` says what each counter must equal.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from sqlalchemy import Update, bindparam, select, update

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
    """Add the difference between two countings to the counters: one statement a table, row by row in order."""
    changes: dict[Counting, dict[int, dict[str, int]]] = {}
    for model, row_id, name in {*before, *after}:
        if by := after[model, row_id, name] - before[model, row_id, name]:
            changes.setdefault(model, {}).setdefault(row_id, {})[name] = by
    db.session.flush()
    for model in filter(changes.__contains__, _ORDER):
        _add(model, changes[model])


def _add(model: Counting, changes: dict[int, dict[str, int]]) -> None:
    names = tuple(sorted({name for by_name in changes.values() for name in by_name}))
    rows = [
        {"row": row_id, **{f"by_{name}": changes[row_id].get(name, 0) for name in names}}
        for row_id in sorted(changes)
    ]
    db.session.connection().execute(_adding(model, names), rows if len(rows) > 1 else rows[0])
    for row_id, by_name in changes.items():
        row = db.session.identity_map.get(db.session.identity_key(model, row_id))
        if row is not None:
            db.session.expire(row, list(by_name))


@cache
def _adding(model: Counting, names: tuple[str, ...]) -> Update:
    """Return what adds to these counters of a row: every post, like and tag runs it, so it is built once."""
    table = model.__table__
    values = {name: table.c[name] + bindparam(f"by_{name}") for name in names}
    return update(table).where(table.c.id == bindparam("row")).values(values)  # type: ignore[arg-type]
