"""Reports that wait, reports one made, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, AnySelect, db
from forum.core.pagination import KeyPage, encode_mark
from forum.discussions.models import Post, PostState, Topic
from forum.moderation.models import Objection, ObjectionState, Report, ReportState

LIST_SIZE = 30


def page_of_reports(state: ReportState, *, after_id: int | None = None) -> KeyPage[AnyRow]:
    """Return reports in `state`, the oldest first, with what they are about."""
    statement = _reports().where(Report.state == state).order_by(Report.id).limit(LIST_SIZE + 1)
    if after_id is not None:
        statement = statement.where(Report.id > after_id)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    return KeyPage(rows, older=encode_mark(rows[-1].id) if more else None)


def report_row(report_id: int) -> AnyRow | None:
    """Return one report with what it is about."""
    return db.session.execute(_reports().where(Report.id == report_id)).first()


def _reports() -> AnySelect:
    author, reporter, accused = aliased(Member), aliased(Member), aliased(Member)
    return (
        select(
            Report.id,
            Report.reason,
            Report.note,
            Report.created_at,
            Report.state,
            Report.answer,
            Report.ticket,
            Report.address,
            Report.contact_name,
            Report.post_id,
            Report.member_id,
            Post.html,
            Post.author_id,
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
    )


def own_reports(member_id: int) -> Sequence[Report]:
    """Return the latest reports that a member made, the newest first."""
    found = select(Report).where(Report.reporter_id == member_id).order_by(Report.id.desc()).limit(LIST_SIZE)
    return db.session.scalars(found).all()


def objection_to_report(report_id: int) -> Objection | None:
    """Return the objection to a report's being declined, if there is one."""
    return db.session.scalar(
        select(Objection).where(Objection.report_id == report_id).order_by(Objection.id.desc()).limit(1)
    )


def second_answer(report_id: int) -> str:
    """Return what the second person answered whoever objected to a report's being declined."""
    objection = objection_to_report(report_id)
    decided = objection is not None and objection.state != ObjectionState.OPEN
    return objection.answer if objection is not None and decided else ""
