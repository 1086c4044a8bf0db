"""Somebody leaves, with all that follows; and where the database still says a word."""

from __future__ import annotations

import json
from types import SimpleNamespace

from sqlalchemy import text

from forum.accounts.models import Member
from forum.accounts.operations import leaving
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction


def leave(cast: SimpleNamespace, *, empty_posts: bool = False) -> None:
    """Have Alice leave, and do what follows."""
    with write_transaction():
        leaving.begin_erasure(
            db.session.get_one(Member, cast.alice.id), empty_posts=empty_posts, now=clock.now()
        )
    outbox.drain()
    db.session.rollback()


def tables_with(words: str) -> list[str]:
    """Return the tables that still say it, but for the queue of work, the record and what readers are told."""
    db.session.rollback()
    found = []
    for table in db.metadata.sorted_tables:
        if table.name not in ("outbox", "audit_payload", "notification"):
            rows = db.session.execute(text(f'SELECT * FROM "{table.name}"')).all()
            found += [table.name for row in rows if words in json.dumps(list(row), default=str).lower()]
    return found
