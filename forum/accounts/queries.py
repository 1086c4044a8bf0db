"""What pages of this room read, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Member, Passkey, SecondFactor, SignIn
from forum.accounts.operations.second_factors import recovery_codes_left
from forum.accounts.viewers import IDLE_LIMIT
from forum.core.database import db


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """A browser in which a member is signed in."""

    id: int
    device: str
    network: str
    method: str
    created_at: datetime
    last_seen_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class KeptPasskey:
    """A passkey, as its owner knows it."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in which a member can come in, and where they are in."""

    has_password: bool
    second_factor_since: datetime | None
    recovery_codes: int
    passkeys: list[KeptPasskey]
    sign_ins: list[OpenSignIn]


def doors_of(member_id: int, sign_in_id: int | None, *, now: datetime) -> Doors:
    """Return what the security page shows."""
    return Doors(
        has_password=db.session.scalar(select(Member.password.is_not(None)).where(Member.id == member_id))
        or False,
        second_factor_since=db.session.scalar(
            select(SecondFactor.created_at).where(SecondFactor.member_id == member_id)
        ),
        recovery_codes=recovery_codes_left(member_id),
        passkeys=[
            KeptPasskey(*row)
            for row in db.session.execute(
                select(Passkey.id, Passkey.name, Passkey.created_at, Passkey.last_used_at)
                .where(Passkey.member_id == member_id)
                .order_by(Passkey.id)
            )
        ],
        sign_ins=open_sign_ins(member_id, sign_in_id, now=now),
    )


def open_sign_ins(member_id: int, sign_in_id: int | None, *, now: datetime) -> list[OpenSignIn]:
    """Return the sign-ins of a member that have not ended or lapsed, the latest first."""
    rows = db.session.execute(
        select(
            SignIn.id, SignIn.device, SignIn.network, SignIn.method, SignIn.created_at, SignIn.last_seen_at
        )
        .where(
            SignIn.member_id == member_id, SignIn.ended_at.is_(None), SignIn.last_seen_at > now - IDLE_LIMIT
        )
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    )
    return [OpenSignIn(*row, is_here=row.id == sign_in_id) for row in rows]
