"""Everything that the database holds, to see that nothing changed."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from forum.accounts.models import Member, SignIn
from forum.core.database import db
from forum.discussions.models import ReadPosition

WRITTEN_BY_LOOKING = {
    Member.__table__.c.last_seen_at,
    SignIn.__table__.c.last_seen_at,
    *ReadPosition.__table__.c,
}
"""What a look leaves behind: when somebody was last here, and how far they have read."""


def contents() -> dict[str, Counter[str]]:
    """Return every row of every table, but for what looking may write."""
    db.session.rollback()
    return {
        table.name: Counter(map(repr, db.session.execute(select(*columns))))
        for table in db.metadata.sorted_tables
        if (columns := [column for column in table.c if column not in WRITTEN_BY_LOOKING])
    }


def changed(before: dict[str, Counter[str]]) -> set[str]:
    """Return the tables that are not as they were."""
    after = contents()
    return {name for name in before if before[name] != after[name]}
