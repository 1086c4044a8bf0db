"""Reports that wait for a moderator, and the hiding in force on a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.post_facts import post_facts
from forum.moderation.models import Hiding, Report, ReportState

LIST_SIZE = 30


def page_of_reports(state: ReportState, *, after_id: int | None = None) -> KeyPage[AnyRow]:
    """Return reports in `state`, the oldest first, with what they are about."""
    author, reporter, accused = aliased(Member), aliased(Member), aliased(Member)
    statement = (
        select(
            Report.id,
            Report.reason,
            Report.note,
            Report.created_at,
            Report.state,
            Report.post_id,
            Post.html,
            (Post.state == PostState.VISIBLE).label("post_stands"),
            Post.number,
            Topic.title,
            Topic.id.label("topic_id"),
            author.name.label("author_name"),
            author.handle.label("author_handle"),
            reporter.name.label("reporter_name"),
            reporter.handle.label("reporter_handle"),
            accused.name.label("accused_name"),
            accused.handle.label("accused_handle"),
        )
        .outerjoin(Post, Post.id == Report.post_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .outerjoin(author, author.id == Post.author_id)
        .outerjoin(reporter, reporter.id == Report.reporter_id)
        .outerjoin(accused, accused.id == Report.member_id)
        .where(Report.state == state)
        .order_by(Report.id)
        .limit(LIST_SIZE + 1)
    )
    if after_id is not None:
        statement = statement.where(Report.id > after_id)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    return KeyPage(rows, older=encode_mark(rows[-1].id) if more else None)


def count_open_reports() -> int:
    """Return how many reports wait."""
    return db.session.scalar(select(func.count()).where(Report.state == ReportState.OPEN)) or 0


def hiding_in_force(post_id: int) -> Hiding | None:
    """Return the act by which a post is hidden now."""
    return db.session.scalar(select(Hiding).where(Hiding.post_id == post_id, Hiding.lifted_at.is_(None)))


def load_header(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, int]:
    """For the header: how many reports wait; nothing for those who do not moderate."""
    return {0: count_open_reports()} if viewer.may_moderate else {}


def load_report_link(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, bool]:
    """For every post, whoever looks: it can be reported. Asks nothing of the database."""
    return dict.fromkeys(post_ids, True)


def load_moderator_tools(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, PostState]:
    """For posts that this moderator may judge: their state; nothing for other viewers and for one's own posts."""
    if not viewer.may_moderate:
        return {}
    return {id: fact.state for id, fact in post_facts(post_ids).items() if fact.author_id != viewer.id}
