"""What this room keeps about a member, for handing over and for forgetting."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import delete, or_, select, update

from forum.accounts.models import (
    Consent,
    ExportPart,
    FormerHandle,
    Invitation,
    Member,
    OneTimeProof,
    Passkey,
    RecoveryCode,
    SecondFactor,
    SignIn,
    SignUp,
)
from forum.accounts.operations.handles import former_handles
from forum.accounts.retired_handles import retire_handles
from forum.core.clock import clock
from forum.core.database import Model, db
from forum.core.markup.former import FORMER_HANDLE_PREFIX

FORMER_NAME = "Former member"
KEPT_OF_MEMBER = (
    "handle name first_name email language languages time_zone about_source picture_key is_moderator is_brand "
    "is_administrator charter_version confirmed_at created_at last_seen_at suspended_until topic_count post_count "
    "likes_given likes_received"
).split()
KEPT_OF_OTHERS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "former_handles": (FormerHandle, ("handle", "given_up_at")),
    "sign_ins": (SignIn, ("method", "network", "device", "created_at", "last_seen_at", "ended_at")),
    "passkeys": (Passkey, ("name", "created_at", "last_used_at")),
    "authenticator": (SecondFactor, ("created_at",)),
    "recovery_codes": (RecoveryCode, ("created_at", "used_at")),
    "consents": (Consent, ("kind", "given", "version", "at")),
}


def export(member_id: int) -> dict[str, Any]:
    """Return the profile, the ways in, and what was agreed to. Secrets and hashes stay out."""
    member = db.session.get_one(Member, member_id, populate_existing=True)
    known: dict[str, Any] = {"profile": {name: _plain(getattr(member, name)) for name in KEPT_OF_MEMBER}}
    for title, (model, names) in KEPT_OF_OTHERS.items():
        rows = db.session.scalars(select(model).filter_by(member_id=member_id))
        known[title] = [{name: _plain(getattr(row, name)) for name in names} for row in rows]
    invited = select(Invitation.note, Invitation.created_at, Invitation.used_at)
    known["invitations"] = [
        {"note": note, "created_at": _plain(created_at), "used_at": _plain(used_at)}
        for note, created_at, used_at in db.session.execute(
            invited.where(Invitation.created_by_id == member_id)
        )
    ]
    return known


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget everything but the number, which others' texts refer to."""
    member = db.session.get_one(Member, member_id, populate_existing=True)
    retire_handles([member.handle, *former_handles(member_id)])
    db.session.execute(delete(SignUp).where(SignUp.email == (member.email or "")))
    for model in (FormerHandle, SignIn, Passkey, SecondFactor, RecoveryCode, Consent, ExportPart):
        db.session.execute(delete(model).filter_by(member_id=member_id))
    own = or_(OneTimeProof.member_id == member_id, OneTimeProof.sent_to == (member.email or ""))
    db.session.execute(delete(OneTimeProof).where(own))
    db.session.execute(
        update(Invitation).where(Invitation.created_by_id == member_id).values(created_by_id=None, note="")
    )
    db.session.execute(
        update(Member)
        .where(Member.id == member_id)
        .values(
            handle=f"{FORMER_HANDLE_PREFIX}{member_id}",
            name=FORMER_NAME,
            name_key=None,
            first_name="",
            email=None,
            password=None,
            fs_uniquifier=secrets.token_hex(16),
            active=False,
            confirmed_at=None,
            is_moderator=False,
            is_brand=False,
            is_administrator=False,
            language=None,
            languages=[],
            time_zone="UTC",
            about_source="",
            about_html="",
            picture_key=None,
            last_seen_at=None,
            suspended_until=None,
            erased_at=clock.now(),
        )
    )
    db.session.expire(member)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
