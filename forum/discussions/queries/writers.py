"""Members as the editor needs them: by number, and by the first letters of a name."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Viewer
from forum.discussions.queries.people import NOBODY, Person, person_columns, person_from

MOST_SUGGESTED = 8


def person_of(member_id: int | None) -> Person:
    """Return a member as shown beside what they wrote; nobody for one who has left."""
    if member_id is None:
        return NOBODY
    row = db.session.execute(select(*person_columns()).where(Member.id == member_id)).first()
    return person_from(*row) if row else NOBODY


def members_like(viewer: Viewer, typed: str) -> list[Person]:
    """Return members whose handle or name begins with `typed`, a few, for a viewer who may mention them."""
    start = typed.lower()
    if viewer.id is None or not start:
        return []
    found = (
        select(*person_columns())
        .where(
            or_(
                func.lower(Member.handle).startswith(start, autoescape=True),
                func.lower(Member.name).startswith(start, autoescape=True),
            ),
            Member.erased_at.is_(None),
            Member.active,
            Member.id != viewer.id,
        )
        .order_by(Member.handle != start, Member.post_count.desc(), Member.id)
        .limit(MOST_SUGGESTED)
    )
    return [person_from(*row) for row in db.session.execute(found)]
