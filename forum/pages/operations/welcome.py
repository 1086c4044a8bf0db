"""Ending the tour, showing that one is here, and noting that somebody new was welcomed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, NotAllowed
from forum.core.upsert import conflict_insert
from forum.pages.models import MemberWelcome
from forum.pages.policy import may_welcome


def end_tour(*, actor: Actor, now: datetime) -> None:
    """Show the tour to `actor` no more."""
    _note(actor.id, tour_done_at=now)


def show_presence(shows: bool, *, actor: Actor) -> None:
    """Let others see, or see no more, when `actor` is here."""
    _note(actor.id, shows_presence=shows)


def note_welcome(member_id: int, *, actor: Actor, now: datetime) -> None:
    """Note that `actor` has welcomed a member, so that nobody of the team does so twice.

    Raises:
        NotAllowed: for those outside of the team.
    """
    if not may_welcome(actor):
        raise NotAllowed(_("This page is for the team."))
    _note(member_id, welcomed_at=now, welcomed_by_id=actor.id)
    record_act("member.welcomed", actor=actor, subject_type="member", subject_id=member_id, now=now)


def _note(member_id: int | None, **known: Any) -> None:
    statement = conflict_insert(MemberWelcome).values(member_id=member_id, **known)
    db.session.execute(statement.on_conflict_do_update(index_elements=[MemberWelcome.member_id], set_=known))
