"""Settling what was asked about a decision that was taken back meanwhile."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core import events
from forum.core.attention import needs_nobody
from forum.core.database import db
from forum.core.notices import notify
from forum.core.policy import Actor
from forum.moderation.events import ObjectionDecided
from forum.moderation.models import Objection, ObjectionState, Statement
from forum.moderation.policy import Second

SOURCE = "objection"


def settle_objections(statement: Statement, *, because: str, actor: Actor, now: datetime) -> None:
    """Uphold an open objection to a decision that is taken back: nothing is left to decide."""
    waiting = select(Objection).where(
        Objection.statement_id == statement.id, Objection.state == ObjectionState.OPEN
    )
    for objection in db.session.scalars(waiting.with_for_update()).all():
        close_objection(
            objection,
            ObjectionState.UPHELD,
            answer=because or _("The decision was taken back."),
            second=Second.TAKEN_BACK,
            actor=actor,
            now=now,
        )


def close_objection(
    objection: Objection,
    state: ObjectionState,
    *,
    answer: str,
    second: Second,
    actor: Actor,
    now: datetime,
) -> None:
    """Write a decision down, tell whoever objected, and take it out of the queue."""
    objection.state, objection.answer, objection.second = state, answer, second
    objection.decided_at, objection.decided_by_id = now, actor.id
    db.session.flush()
    needs_nobody(SOURCE, [objection.id], now=now)
    upheld = state == ObjectionState.UPHELD
    if objection.member_id is not None:
        notify(
            "objection-decided",
            member_id=objection.member_id,
            upheld=upheld,
            answer=answer,
            statement_id=objection.statement_id,
            report_id=objection.report_id,
        )
    events.record(ObjectionDecided(objection.id, upheld, second, actor.id, now))
