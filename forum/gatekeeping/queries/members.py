"""The card of a member: what moderators know, did, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.discussions.models import Post, PostState, Topic
from forum.gatekeeping.models import Measure
from forum.moderation.models import Hiding, Report, ReportState

HISTORY = 50


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of a member's contributions, and what others reported."""

    hidden: int
    held: int
    reported: int
    upheld: int
    reports_made: int
    reports_upheld: int


def counts_of(member_id: int) -> Counts:
    """Return the numbers on the card, in one statement."""
    posts = select(func.count()).where(Post.author_id == member_id)
    about = (
        select(func.count(Report.id))
        .outerjoin(Post, Post.id == Report.post_id)
        .where((Post.author_id == member_id) | (Report.member_id == member_id))
    )
    made = select(func.count(Report.id)).where(Report.reporter_id == member_id)
    row = db.session.execute(
        select(
            posts.where(Post.state == PostState.HIDDEN).scalar_subquery(),
            posts.where(Post.state == PostState.HELD).scalar_subquery(),
            about.scalar_subquery(),
            about.where(Report.state == ReportState.UPHELD).scalar_subquery(),
            made.scalar_subquery(),
            made.where(Report.state == ReportState.UPHELD).scalar_subquery(),
        )
    ).one()
    return Counts(*row)


def measures_of(member_id: int) -> Sequence[AnyRow]:
    """Return the measures and notes about a member, the newest first, with who took and lifted them."""
    maker, lifter = aliased(Member), aliased(Member)
    return db.session.execute(
        select(
            Measure.id,
            Measure.kind,
            Measure.reason,
            Measure.note,
            Measure.made_at,
            Measure.until,
            Measure.lifted_at,
            Measure.lifted_because,
            Measure.post_id,
            Measure.statement_id,
            maker.name.label("maker"),
            lifter.name.label("lifter"),
        )
        .outerjoin(maker, maker.id == Measure.made_by_id)
        .outerjoin(lifter, lifter.id == Measure.lifted_by_id)
        .where(Measure.member_id == member_id)
        .order_by(Measure.id.desc())
        .limit(HISTORY)
    ).all()


def hidings_of(member_id: int) -> Sequence[AnyRow]:
    """Return the hidings of a member's posts, the newest first."""
    return db.session.execute(
        select(Hiding.post_id, Hiding.reason, Hiding.hidden_at, Hiding.lifted_at, Topic.title)
        .join(Post, Post.id == Hiding.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.author_id == member_id)
        .order_by(Hiding.id.desc())
        .limit(HISTORY)
    ).all()
