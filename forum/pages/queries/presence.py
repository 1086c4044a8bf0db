"""Whether a member shows that they are here."""

from __future__ import annotations

from sqlalchemy import select

from forum.core.database import db
from forum.core.policy import Viewer
from forum.pages.models import MemberWelcome


def shows_presence(viewer: Viewer) -> bool:
    """Return what `viewer` chose; nobody is shown who did not ask for it."""
    chosen = select(MemberWelcome.shows_presence).where(MemberWelcome.member_id == viewer.own_id)
    return bool(db.session.scalar(chosen))
