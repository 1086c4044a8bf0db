"""First posts of members whom nobody of the team has welcomed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnySelect, UTCDateTime
from forum.core.markup.plain import excerpt
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import post_address
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.pages.models import MemberWelcome

WITHIN = timedelta(days=14)
MOST = 40
EXCERPT_LENGTH = 280


@dataclass(frozen=True, slots=True)
class FirstPost:
    """What somebody wrote first, and whether somebody of the team has written in that topic since."""

    author: Person
    href: str
    title: str
    text: str
    language: str
    posted_at: datetime
    is_answered: bool


def first_posts(viewer: Viewer, now: datetime) -> list[FirstPost]:
    """Return the first posts of the last two weeks that `viewer` may read, the oldest first: they wait longest."""
    return [
        FirstPost(
            person_from(*row[:6]),
            post_address(row.post_id),
            row.title,
            excerpt(row.text, EXCERPT_LENGTH),
            row.language,
            row.posted_at,
            row.is_answered,
        )
        for row in fetch(_first_posts(), viewer, since=now - WITHIN)
    ]


@cache
def _first_posts() -> AnySelect:
    earlier, later, writer = aliased(Post), aliased(Post), aliased(Member)
    answered = exists().where(
        later.topic_id == Post.topic_id,
        later.number > Post.number,
        writer.id == later.author_id,
        writer.is_team | writer.is_moderator.is_(True),
    )
    return (
        select(
            *person_columns(),
            Post.id.label("post_id"),
            Topic.title,
            Post.text,
            Post.language,
            Post.created_at.label("posted_at"),
            answered.correlate(Post).label("is_answered"),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .join(Member, Member.id == Post.author_id)
        .outerjoin(MemberWelcome, MemberWelcome.member_id == Member.id)
        .where(
            Post.created_at >= bindparam("since", type_=UTCDateTime()),
            Post.state == PostState.VISIBLE,
            and_(Post.visible_to(ASKING), Topic.title_visible_to(ASKING)),
            Member.erased_at.is_(None),
            ~Member.is_team,
            Member.is_moderator.is_(False),
            MemberWelcome.welcomed_at.is_(None),
            ~exists().where(earlier.author_id == Post.author_id, earlier.created_at < Post.created_at),
        )
        .order_by(Post.created_at, Post.id)
        .limit(MOST)
    )
