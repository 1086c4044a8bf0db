"""What a member wants to hear of, and what they want to hear nothing of."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.upsert import conflict_insert, insert_missing
from forum.discussions.models import Following, FollowMode, FollowTarget
from forum.discussions.rights import require


def follow(actor: Actor, target: FollowTarget, target_id: int, *, now: datetime) -> None:
    """Have `actor` told of what is new in a topic, category or tag, or from a member; ends a muting of it."""
    _set(actor, target, target_id, FollowMode.FOLLOW, now)


def mute(actor: Actor, target: FollowTarget, target_id: int, *, now: datetime) -> None:
    """Have `actor` told nothing of it any more, not even mentions; ends a following of it."""
    _set(actor, target, target_id, FollowMode.MUTE, now)


def block(actor: Actor, member_id: int, *, now: datetime) -> None:
    """Have `actor` and another member told nothing of each other; the other one ceases to follow `actor`.

    Nobody else sees it, and nothing is taken away: what either wrote stays where it is. See docs/adr/notices.md.
    """
    _set(actor, FollowTarget.MEMBER, member_id, FollowMode.BLOCK, now)
    db.session.execute(
        delete(Following)
        .where(
            Following.member_id == member_id,
            Following.target == FollowTarget.MEMBER.value,
            Following.target_id == actor.id,
            Following.mode == FollowMode.FOLLOW.value,
        )
        .execution_options(synchronize_session=False)
    )


def unfollow(actor: Actor, target: FollowTarget, target_id: int) -> None:
    """End a following or a muting: nothing in particular is wanted. Harmless where there is none."""
    db.session.execute(
        delete(Following)
        .where(
            Following.member_id == actor.id,
            Following.target == target.value,
            Following.target_id == target_id,
        )
        .execution_options(synchronize_session=False)
    )


def follow_by_posting(actor: Actor, target: FollowTarget, target_id: int, *, now: datetime) -> None:
    """Follow what one takes part in, unless one has already said what one wants."""
    if actor.id is not None:
        insert_missing(Following, [_row(actor, target, target_id, FollowMode.FOLLOW, now)])


def _set(actor: Actor, target: FollowTarget, target_id: int, mode: FollowMode, now: datetime) -> None:
    require(actor.id is not None, _("Sign in to follow what interests you."))
    if target == FollowTarget.MEMBER and target_id == actor.id:
        raise Invalid(_("You need not follow yourself."))
    row = conflict_insert(Following).values(_row(actor, target, target_id, mode, now))
    key = [Following.member_id, Following.target, Following.target_id]
    db.session.execute(
        row.on_conflict_do_update(index_elements=key, set_={"mode": mode.value, "created_at": now})
    )


def _row(
    actor: Actor, target: FollowTarget, target_id: int, mode: FollowMode, now: datetime
) -> dict[str, object]:
    return {
        "member_id": actor.id,
        "target": target.value,
        "target_id": target_id,
        "mode": mode.value,
        "created_at": now,
    }
