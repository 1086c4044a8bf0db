"""Whom a chosen idea is owed to beside its author: each once, first who proposed the same, then who spoke to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, literal, or_, select, union_all

from forum.accounts.models import Member
from forum.campaigns.models import Idea
from forum.campaigns.queries.ideas import CAMPAIGN_ID, readable
from forum.core.database import AnySelect
from forum.core.pagination import KeyPage, decode_mark, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.people import Person, person_columns, person_from

MOST_NAMED = 24
"""Named in the trail; the others stand on a page of their own."""
PAGE_SIZE = 100
IDEA_ID = bindparam("idea_id", type_=Integer)


@dataclass(frozen=True, slots=True)
class Helpers:
    """The first of those who helped an idea along, and how many there are besides."""

    named: tuple[Person, ...]
    more: int


def first_helpers(viewer: Viewer, campaign_id: int, idea_id: int, author_id: int) -> Helpers:
    """Return who is named in the trail of an idea, as far as `viewer` may read what they wrote."""
    idea = {"campaign_id": campaign_id, "idea_id": idea_id, "author_id": author_id}
    rows = fetch(_counted(), viewer, **idea).all()
    return Helpers(tuple(person_from(*row[-6:]) for row in rows), rows[0].total - len(rows) if rows else 0)


def all_helpers(
    viewer: Viewer, campaign_id: int, idea_id: int, author_id: int, mark: str | None = None
) -> KeyPage[Person]:
    """Return a page of all who helped, in the same order."""
    rank, place = decode_mark(mark, 2) or (0, 0)
    key = {"after_rank": _number(rank), "after_place": _number(place)}
    idea = {"campaign_id": campaign_id, "idea_id": idea_id, "author_id": author_id}
    rows = fetch(_after(), viewer, size=PAGE_SIZE + 1, **idea, **key).all()
    shown = rows[:PAGE_SIZE]
    further = encode_mark(shown[-1].rank, shown[-1].place) if len(rows) > PAGE_SIZE else None
    return KeyPage([person_from(*row[-6:]) for row in shown], further)


def _number(typed: Any) -> int:
    return typed if isinstance(typed, int) and 0 <= typed < 2**31 else 0


@cache
def _counted() -> AnySelect:
    found = _helped(func.count().over().label("total"))
    return found.limit(MOST_NAMED)


@cache
def _after() -> AnySelect:
    rank, place = bindparam("after_rank", type_=Integer), bindparam("after_place", type_=Integer)
    columns = _first_deeds().c
    later = or_(columns.rank > rank, and_(columns.rank == rank, columns.place > place))
    return _helped().where(later).limit(bindparam("size", type_=Integer))


def _helped(*more: Any) -> AnySelect:
    """Return the statement for those who helped and are still here, a row each."""
    first = _first_deeds()
    return (
        select(first.c.rank, first.c.place, *more, *person_columns())
        .join(Member, Member.id == first.c.member_id)
        .where(first.c.turn == 1, Member.erased_at.is_(None))
        .order_by(first.c.rank, first.c.place)
    )


@cache
def _first_deeds() -> Any:
    """What each did, and as which of their deeds it stands."""
    merged = readable(
        select(
            Topic.author_id.label("member_id"), literal(0).label("rank"), Topic.id.label("place")
        ).select_from(Idea)
    ).where(Idea.campaign_id == CAMPAIGN_ID, Idea.merged_into_id == IDEA_ID)
    spoke = select(Post.author_id, literal(1), Post.id).where(
        Post.topic_id == IDEA_ID,
        Post.number > 1,
        Post.state == PostState.VISIBLE,
        Post.visible_to(ASKING),
    )
    deeds = union_all(merged, spoke).subquery().c
    turn = func.row_number().over(partition_by=deeds.member_id, order_by=(deeds.rank, deeds.place))
    not_author = deeds.member_id != bindparam("author_id", type_=Integer)
    return select(deeds.member_id, deeds.rank, deeds.place, turn.label("turn")).where(not_author).subquery()
