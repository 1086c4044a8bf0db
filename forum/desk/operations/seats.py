"""Somebody's place at the desk: how far their round has come, and whether single keys act."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update

from forum.core.database import db
from forum.core.policy import Actor
from forum.core.upsert import insert_missing
from forum.desk.models import DeskSeat
from forum.desk.operations.queue import UNSYNCED
from forum.desk.policy import require_team
from forum.discussions.models import Post


def go_past(post: Post, *, actor: Actor, now: datetime) -> None:
    """Say that `actor` has seen every post up to this one. A round only moves forward.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    _sit_down(actor)
    earlier = or_(
        DeskSeat.round_at.is_(None),
        DeskSeat.round_at < post.created_at,
        (DeskSeat.round_at == post.created_at) & (DeskSeat.round_post_id < post.id),
    )
    db.session.execute(
        update(DeskSeat)
        .where(DeskSeat.member_id == actor.id, earlier)
        .values(round_at=post.created_at, round_post_id=post.id)
        .execution_options(**UNSYNCED)
    )


def use_shortcuts(wanted: bool, *, actor: Actor) -> None:
    """Have single keys act for `actor`, or not.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    _sit_down(actor)
    db.session.execute(
        update(DeskSeat)
        .where(DeskSeat.member_id == actor.id)
        .values(shortcuts=wanted)
        .execution_options(**UNSYNCED)
    )


def _sit_down(actor: Actor) -> None:
    insert_missing(DeskSeat, [{"member_id": actor.id, "shortcuts": True}])
