"""Invitations: made by whoever may invite, good for one member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from forum.accounts.models import Invitation
from forum.accounts.tokens import new_token, token_hash
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed, Permission

LASTS = timedelta(days=14)
MOST_SHOWN = 200


def create_invitation(*, note: str = "", actor: Actor, now: datetime) -> str:
    """Write down an invitation and return the token for its link, which is shown this once.

    Raises:
        NotAllowed: when the actor may not invite.
    """
    if Permission.INVITE not in actor.permissions:
        raise NotAllowed
    token = new_token()
    db.session.add(
        Invitation(
            token_hash=token_hash(token),
            note=note,
            created_by_id=actor.id,
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    db.session.flush()
    return token


def open_invitations(*, now: datetime) -> Sequence[Invitation]:
    """Return the invitations that may still be used, the newest first."""
    found = select(Invitation).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    return db.session.scalars(found.order_by(Invitation.id.desc()).limit(MOST_SHOWN)).all()


def withdraw_invitation(invitation_id: int, *, actor: Actor, now: datetime) -> None:
    """Let the link of an invitation lead nowhere from now on. One that is used up or has lapsed stays as it is.

    Raises:
        NotAllowed: when the actor may not invite.
    """
    if Permission.INVITE not in actor.permissions:
        raise NotAllowed
    db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .values(expires_at=now)
    )


def find_invitation(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of this token while it may still be used."""
    return db.session.scalar(
        select(Invitation).where(
            Invitation.token_hash == token_hash(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    )


def spend_invitation(invitation_id: int, *, now: datetime) -> Invitation:
    """Use up an invitation and return it. Of any number of requests at once, one succeeds.

    Raises:
        Invalid: when it was used before or has lapsed.
    """
    spent = db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .values(used_at=now)
        .returning(Invitation.id)
    ).scalar_one_or_none()
    if spent is None:
        raise Invalid(_("This invitation was used already, or is too old. Please ask for a new one."))
    return db.session.get_one(Invitation, spent)
