"""How far a member has read."""

from __future__ import annotations

from forum.core.database import db
from forum.core.upsert import conflict_insert
from forum.discussions.models import ReadPosition


def mark_read(member_id: int, topic_id: int, number: int) -> None:
    """Remember that a member has seen a topic up to the post `number`. Going back to earlier posts forgets nothing."""
    row = conflict_insert(ReadPosition).values(member_id=member_id, topic_id=topic_id, number=number)
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=[ReadPosition.member_id, ReadPosition.topic_id],
            set_={"number": row.excluded.number},
            where=ReadPosition.number < row.excluded.number,
        )
    )
