"""What the home page shows beside topics."""

from __future__ import annotations

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.discussions.queries.people import Person, person_columns, person_from


def newest_members(size: int) -> list[Person]:
    """Return those who joined last."""
    statement = (
        select(*person_columns())
        .where(Member.active.is_(True), Member.erased_at.is_(None))
        .order_by(Member.created_at.desc(), Member.id.desc())
        .limit(size)
    )
    return [person_from(*row) for row in db.session.execute(statement)]
