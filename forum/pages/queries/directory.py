"""The members' directory: who is new, who is here and says so, who helped most this month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select, tuple_

from forum.accounts.models import Member
from forum.core.database import AnySelect, UTCDateTime
from forum.core.markup.plain import excerpt
from forum.core.pagination import KeyPage, decode_mark, encode_mark
from forum.core.policy import GUEST
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, Topic
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.discussions.queries.topic_rows import listable
from forum.pages.models import MemberWelcome

SIZE = 24
HERE_WITHIN = timedelta(minutes=15)
HELPED_WITHIN = timedelta(days=30)
MOST_HELPFUL = 24
ABOUT_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Listed:
    """A member on a card; `helped` is how many of their answers were accepted, where that is what is counted."""

    person: Person
    about: str
    joined_at: datetime
    posts: int
    helped: int = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.person, name)


def newest(mark: str | None) -> KeyPage[Listed]:
    """Return members by when they joined, beginning after `mark`."""
    key = decode_mark(mark, 2)
    try:
        place = {"at": datetime.fromisoformat(key[0]).replace(tzinfo=UTC), "id": int(key[1])} if key else {}
    except (TypeError, ValueError):
        place = {}
    rows = fetch(_newest(bool(place)), size=SIZE + 1, **place).all()
    shown = rows[:SIZE]
    older = encode_mark(shown[-1].created_at.replace(tzinfo=None), shown[-1].id) if len(rows) > SIZE else None
    return KeyPage([_listed(row) for row in shown], older=older)


def here(now: datetime) -> list[Listed]:
    """Return members who were here within a quarter of an hour and chose to be seen."""
    return [_listed(row) for row in fetch(_here(), since=now - HERE_WITHIN, size=SIZE * 4)]


def most_helpful(now: datetime) -> list[Listed]:
    """Return who wrote most answers of the last thirty days that were accepted, where everybody may read them."""
    counted = fetch(_helped(), GUEST, since=now - HELPED_WITHIN, size=MOST_HELPFUL).all()
    helped = {row.author_id: row.helped for row in counted}
    rows = fetch(_by_number(), ids=list(helped)) if helped else ()
    known = {row.id: _listed(row, helped[row.id]) for row in rows}
    return [known[id] for id in helped if id in known]


def _listed(row: Any, helped: int = 0) -> Listed:
    person = person_from(*row[:6])
    return Listed(
        person, excerpt(row.about_source or "", ABOUT_LENGTH), row.created_at, row.post_count, helped
    )


def _members() -> AnySelect:
    return select(*person_columns(), Member.about_source, Member.created_at, Member.post_count).where(
        Member.active.is_(True), Member.erased_at.is_(None)
    )


@cache
def _newest(begun: bool) -> AnySelect:
    statement = _members().order_by(Member.created_at.desc(), Member.id.desc()).limit(bindparam("size"))
    if not begun:
        return statement
    place = tuple_(bindparam("at", type_=UTCDateTime()), bindparam("id"))
    return statement.where(tuple_(Member.created_at, Member.id) < place)


@cache
def _here() -> AnySelect:
    return (
        _members()
        .join(
            MemberWelcome, and_(MemberWelcome.member_id == Member.id, MemberWelcome.shows_presence.is_(True))
        )
        .where(Member.last_seen_at >= bindparam("since", type_=UTCDateTime()))
        .order_by(Member.last_seen_at.desc(), Member.id)
        .limit(bindparam("size"))
    )


@cache
def _helped() -> AnySelect:
    """Of the posts of a month, those that are accepted answers; along the index of posts by time."""
    return (
        select(Post.author_id, func.count().label("helped"))
        .join(Topic, and_(Topic.id == Post.topic_id, Topic.answer_post_id == Post.id))
        .join(Member, Member.id == Post.author_id)
        .where(
            Post.created_at >= bindparam("since", type_=UTCDateTime()),
            Post.author_id != Topic.author_id,
            Post.visible_to(ASKING),
            listable(ASKING),
            Member.active.is_(True),
            Member.erased_at.is_(None),
        )
        .group_by(Post.author_id)
        .order_by(func.count().desc(), Post.author_id)
        .limit(bindparam("size"))
    )


@cache
def _by_number() -> AnySelect:
    return _members().where(Member.id.in_(bindparam("ids", expanding=True)))
