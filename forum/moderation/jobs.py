"""What comes round: sealed copies whose time is over are forgotten, and who sent notices long ago."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.moderation.models import Report
from forum.moderation.operations.keeping import forget_overdue

NOTIFIER_KEPT = timedelta(days=365)
"""After the decision: six months in which one can object, and as long again to answer that."""


def forget() -> None:
    """Forget sealed copies whose time is over, and the addresses of those who sent notices a year ago."""
    now = clock.now()
    with write_transaction():
        forget_overdue(now=now)
        db.session.execute(
            update(Report)
            .where(Report.ticket.is_not(None), Report.decided_at < now - NOTIFIER_KEPT)
            .values(contact_name="", contact_email=None)
        )


def init_app(app: Flask) -> None:
    """Enter the chore."""
    chore(app, "moderation.forget", forget, every=timedelta(hours=6))
