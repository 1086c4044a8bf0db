"""What a viewer may find at this moment, read from the database before each search."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, union_all

from forum.core.database import db
from forum.core.outbox.models import UNFINISHED, OutboxRow
from forum.core.policy import Viewer
from forum.core.search import Scope
from forum.discussions.models import Category
from forum.discussions.operations.publishing import SEARCH_INDEX


def scope_of(viewer: Viewer) -> Scope:
    """Return what `viewer` may find.

    Categories are asked for each time, so that one that closes is closed to search in the same transaction. Posts and
    topics whose indexing is not done, or was given up, are left out: the index does not know them as they are now.
    """
    changed = list(_changed())
    return Scope(
        category_ids=frozenset(db.session.scalars(select(Category.id).where(Category.visible_to(viewer)))),
        hidden=viewer.may_moderate,
        changed_posts=_numbers(changed, "post:"),
        changed_topics=_numbers(changed, "topic:"),
    )


def _changed() -> Iterable[str]:
    """Return the keys of what is not indexed yet; see `index_post` and `index_topic`."""
    rows = select(OutboxRow.key).where(OutboxRow.task == SEARCH_INDEX)
    given_up = rows.where(OutboxRow.parked_at.is_not(None), OutboxRow.done_at.is_(None))
    return (key for key in db.session.scalars(union_all(rows.where(UNFINISHED), given_up)) if key)


def _numbers(keys: Iterable[str], prefix: str) -> frozenset[int]:
    return frozenset(int(key.removeprefix(prefix)) for key in keys if key.startswith(prefix))
