"""How far a member has read: looked up for a page or a list, moved forward after the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import bindparam, select

from forum.core.database import AnySelect
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import ReadPosition
from forum.discussions.queries.topic_rows import TopicRow


def read_position(viewer: Viewer, topic_id: int) -> int:
    """Return the highest number that `viewer` has seen in a topic; 0 for one never opened."""
    number = fetch(_position_statement(), viewer, topic_id=topic_id).scalar()
    return int(number or 0)


def mark_unread(viewer: Viewer, rows: Sequence[TopicRow]) -> None:
    """Say on each row how many posts stand in it that `viewer`, who opened it before, has not seen."""
    if viewer.id is None or not rows:
        return
    found = fetch(_positions_statement(), viewer, topic_ids=[row.id for row in rows])
    seen = {topic_id: number for topic_id, number in found}
    for row in rows:
        if row.id in seen:
            row.unread = max(0, row.last_number - seen[row.id])


@cache
def _position_statement() -> AnySelect:
    return select(ReadPosition.number).where(
        ReadPosition.member_id == ASKING.own_id, ReadPosition.topic_id == bindparam("topic_id")
    )


@cache
def _positions_statement() -> AnySelect:
    return select(ReadPosition.topic_id, ReadPosition.number).where(
        ReadPosition.member_id == ASKING.own_id,
        ReadPosition.topic_id.in_(bindparam("topic_ids", expanding=True)),
    )
