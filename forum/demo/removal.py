"""Taking the demo away without a trace, and without a scratch on what others made beside it.

What the demo made is known by its records. Everything that belongs to those rows goes with them: the walk follows the
foreign keys of the schema, so that no room has to be named here and none that comes later can be forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, or_, select, tuple_, update

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.settings import ANY
from forum.core.check import mend_counts
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.settings import SettingValue, set_setting
from forum.core.versions import LATEST, SITE, touch
from forum.demo.loading import REMOVED
from forum.demo.models import DemoRecord
from forum.discussions.models import Category, Post, Topic, topic_tag
from forum.discussions.operations.publishing import index_post
from forum.recipes.creation_kinds import RECIPE, SETTING
from forum.recipes.models import Creation
from forum.uploads.models import Upload
from forum.uploads.operations import forget_uploads

CHUNK = 400
LOOSE_ENDS = (
    Topic.answer_post_id,
    Topic.last_author_id,
    Topic.merged_into_id,
    Post.reply_to_id,
    Creation.variation_of_id,
    Campaign.poll_id,
    Idea.merged_into_id,
)
"""References that are cut instead of followed: somebody's post does not go because the one it answers does."""

Rows = dict[str, set[Any]]
"""Primary keys by table: plain numbers, or tuples where a key has several columns."""


@dataclass(frozen=True)
class Removal:
    """How many rows went, and the mail addresses that stood in them."""

    rows: int
    addresses: frozenset[str]


def remove_demo() -> Removal:
    """Delete every row of the demo and all that hangs on it."""
    with write_transaction():
        rows = _with_all_that_hangs_on(_roots())
        for post_id in sorted(rows["post"]):
            index_post(post_id)
        pictures = select(Upload.id, Upload.key).where(Upload.id.in_(rows["upload"]))
        shown = [(upload_id, key) for upload_id, key in db.session.execute(pictures)]
        addresses = _addresses(rows)
        _cut_loose_ends(rows)
        for table in reversed(db.metadata.sorted_tables):
            for keys in _chunks(rows.get(table.name, set())):
                db.session.execute(delete(table).where(_has_key(table, keys)))
        forget_uploads(shown)
        db.session.execute(delete(DemoRecord))
        for kept in ("site.", "face.", "moderation.evidence_keepers"):
            db.session.execute(delete(SettingValue).where(SettingValue.key.startswith(kept)))
        _forget_kinds_of_creation()
        set_setting(ANY, db.session.scalar(select(Campaign.topic_id).limit(1)) is not None)
        set_setting(REMOVED, True)
        for counter in counters:
            mend_counts(counter)
        touch(SITE, LATEST)
    return Removal(sum(map(len, rows.values())), addresses)


def _addresses(rows: Rows) -> frozenset[str]:
    """Return every mail address in the rows that go, whichever room keeps it."""
    found: set[str] = set()
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("email"):
                found.update(filter(None, _ids(column, _key(table), rows.get(table.name, set()))))
    return frozenset(found)


def _forget_kinds_of_creation() -> None:
    """Forget the demo's own kinds of creation, unless somebody has made something of them."""
    if db.session.scalar(select(Creation.topic_id).where(Creation.kind != RECIPE).limit(1)) is None:
        db.session.execute(delete(SettingValue).where(SettingValue.key == SETTING))


def _roots() -> Rows:
    """What the demo made, with the posts that its people wrote; less shelves on which something of others stands."""
    rows: Rows = defaultdict(set)
    for table_name, row_id in db.session.execute(select(DemoRecord.table_name, DemoRecord.row_id)):
        rows[table_name].add(row_id)
    members = rows["member"]
    rows["topic"].update(_ids(Topic.id, Topic.author_id, members))
    rows["post"].update(_ids(Post.id, Post.topic_id, rows["topic"]), _ids(Post.id, Post.author_id, members))
    kept = {
        category
        for id_, category in db.session.execute(select(Topic.id, Topic.category_id))
        if id_ not in rows["topic"]
    }
    kept |= set(db.session.scalars(select(Category.parent_id).where(Category.id.in_(kept))))
    rows["category"] -= kept
    tagged = db.session.execute(select(topic_tag.c.topic_id, topic_tag.c.tag_id))
    rows["tag"] -= {tag_id for topic_id, tag_id in tagged if topic_id not in rows["topic"]}
    return rows


def _with_all_that_hangs_on(rows: Rows) -> Rows:
    """Add, round after round, the rows that refer to a row which goes, until a round adds none."""
    loose = {column.property.columns[0] for column in LOOSE_ENDS}
    while True:
        before = sum(map(len, rows.values()))
        for table in db.metadata.sorted_tables:
            if table.name == "category":
                continue
            for column, target in _references(table):
                if column not in loose:
                    rows[table.name].update(_ids(_key(table), column, rows.get(target, set())))
        if sum(map(len, rows.values())) == before:
            return rows


def _references(table: Table) -> Iterator[tuple[Column[Any], str]]:
    for key in table.foreign_keys:
        if key.constraint is not None and len(key.constraint.columns) == 1:
            yield key.parent, key.column.table.name


def _cut_loose_ends(rows: Rows) -> None:
    for attribute in LOOSE_ENDS:
        column = attribute.property.columns[0]
        target = next(iter(column.foreign_keys)).column.table.name
        for ids in _chunks(rows.get(target, set())):
            db.session.execute(update(column.table).where(column.in_(ids)).values({column: None}))


def _key(table: Table) -> Any:
    columns = list(table.primary_key.columns)
    return columns[0] if len(columns) == 1 else tuple_(*columns)


def _has_key(table: Table, keys: list[Any]) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_(keys)
    return or_(*(tuple_(*columns) == tuple_(*key) for key in keys))


def _ids(key: Any, column: Any, values: set[Any]) -> set[Any]:
    """Return the keys of the rows whose `column` is among `values`; a key of several columns as a tuple."""
    found: set[Any] = set()
    parts = list(key.clauses) if hasattr(key, "clauses") else [key]
    for chunk in _chunks(values):
        for row in db.session.execute(select(*parts).where(column.in_(chunk))):
            found.add(row[0] if len(parts) == 1 else tuple(row))
    return found


def _chunks(keys: set[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
