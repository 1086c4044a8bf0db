"""What this room keeps about a member: reports, statements and objections; what was taken off their profile."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from forum.core.clock import clock
from forum.core.database import db
from forum.moderation.models import Hiding, Objection, ObjectionState, Report, Statement


def export(member_id: int) -> dict[str, Any]:
    """Return what this member reported, what was decided about them, and what they objected to."""
    reports = select(Report).where(Report.reporter_id == member_id).order_by(Report.id)
    statements = select(Statement).where(Statement.member_id == member_id).order_by(Statement.id)
    objections = select(Objection).where(Objection.member_id == member_id).order_by(Objection.id)
    withheld = select(Hiding.what, Hiding.withheld).where(
        Hiding.member_id == member_id, Hiding.lifted_at.is_(None)
    )
    return {
        "reports": [_report(each) for each in db.session.scalars(reports)],
        "decisions": [_statement(each) for each in db.session.scalars(statements)],
        "objections": [_objection(each) for each in db.session.scalars(objections)],
        "hidden_profile": [
            {"what": what, "text": kept.get("source", "")} for what, kept in db.session.execute(withheld)
        ],
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Cut the tie between this member and their reports; forget what was said to them and what they objected.

    What they reported still wants an answer. What is locked as evidence stays until its time is over.
    """
    now = clock.now()
    db.session.execute(
        update(Report).where(Report.reporter_id == member_id).values(reporter_id=None, note="")
    )
    db.session.execute(
        update(Objection)
        .where(Objection.member_id == member_id, Objection.state == ObjectionState.OPEN)
        .values(state=ObjectionState.WITHDRAWN, decided_at=now)
    )
    db.session.execute(
        update(Objection).where(Objection.member_id == member_id).values(member_id=None, text="")
    )
    db.session.execute(
        update(Statement).where(Statement.member_id == member_id).values(member_id=None, message="")
    )
    db.session.execute(update(Hiding).where(Hiding.member_id == member_id).values(withheld={}))


def _report(report: Report) -> dict[str, Any]:
    return {
        "about_post_id": report.post_id,
        "about_member_id": report.member_id,
        "reason": report.reason,
        "note": report.note,
        "state": report.state,
        "answer": report.answer,
        "at": report.created_at.isoformat(),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "measure": statement.measure,
        "post_id": statement.post_id,
        "reason": statement.reason,
        "ground": statement.ground,
        "message": statement.message,
        "at": statement.sent_at.isoformat(),
        "lifted_at": statement.lifted_at.isoformat() if statement.lifted_at else None,
    }


def _objection(objection: Objection) -> dict[str, Any]:
    return {
        "text": objection.text,
        "state": objection.state,
        "answer": objection.answer,
        "at": objection.filed_at.isoformat(),
    }
