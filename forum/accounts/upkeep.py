"""What is forgotten by and by: see docs/privacy.md."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, or_

from forum.accounts import throttle
from forum.accounts.models import Invitation, OneTimeProof, SignIn
from forum.accounts.operations.leaving import forget_old_exports
from forum.accounts.operations.sign_ups import forget_old_sign_ups
from forum.accounts.viewers import IDLE_LIMIT
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction

ENDED_KEPT = timedelta(days=30)
PROOFS_KEPT = timedelta(days=1)


def forget_what_lapsed() -> None:
    """Delete old sign-ins, proofs, unfinished sign-ups, counts of tries, exports and lapsed invitations."""
    now = clock.now()
    with write_transaction():
        lapsed = or_(SignIn.ended_at < now - ENDED_KEPT, SignIn.last_seen_at < now - IDLE_LIMIT - ENDED_KEPT)
        db.session.execute(delete(SignIn).where(lapsed))
        db.session.execute(delete(OneTimeProof).where(OneTimeProof.expires_at < now - PROOFS_KEPT))
        forget_old_sign_ups(now=now)
        throttle.forget_old_tries(now=now)
        forget_old_exports(now=now)
        unused = Invitation.used_at.is_(None)
        db.session.execute(delete(Invitation).where(unused, Invitation.expires_at < now - ENDED_KEPT))


def init_app(app: Flask) -> None:
    """Have it done every hour."""
    chore(app, "accounts.forget", forget_what_lapsed, every=timedelta(hours=1))
