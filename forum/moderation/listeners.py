"""What moderation does when something happens elsewhere: whatever is forgotten for good leaves a tombstone."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select, update

from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import needs_nobody
from forum.core.database import db
from forum.core.policy import SYSTEM
from forum.discussions.events import PostPurged
from forum.moderation.models import PurgeRequest, PurgeState, Report, ReportState
from forum.moderation.operations import purging, reports


def _note_tombstone(event: PostPurged) -> None:
    """Write down that a text is gone. Purging by two adds who they were; the rest is time and erasure."""
    record_act("post.forgotten", actor=SYSTEM, subject_type="post", subject_id=event.post_id, now=event.at)
    waiting = db.session.scalars(
        select(PurgeRequest).where(
            PurgeRequest.post_id == event.post_id, PurgeRequest.state == PurgeState.ASKED
        )
    ).all()
    for request in waiting:
        request.state, request.decided_at = PurgeState.REFUSED, event.at
    needs_nobody(purging.SOURCE, [request.id for request in waiting], now=event.at)
    closed = (
        update(Report)
        .where(Report.post_id == event.post_id, Report.state == ReportState.OPEN)
        .values(state=ReportState.UPHELD, decided_at=event.at)
        .returning(Report.id)
    )
    needs_nobody(reports.SOURCE, list(db.session.scalars(closed)), now=event.at)


def init_app(app: Flask) -> None:
    """Listen."""
    events.listen(app, PostPurged, _note_tombstone)
