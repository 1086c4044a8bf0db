"""Authenticator apps (RFC 6238, through Flask-Security) and the recovery codes that stand in for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update

from forum.accounts.authenticators import authenticators
from forum.accounts.models import Member, RecoveryCode, SecondFactor
from forum.accounts.operations.credentials import notify_by_mail
from forum.accounts.tokens import keyed_hash
from forum.core.database import db

RECOVERY_CODES = 10


def has_second_factor(member_id: int) -> bool:
    """Whether this member's password alone does not let them in."""
    return db.session.get(SecondFactor, member_id) is not None


def turn_on_second_factor(member: Member, secret: str, code: str, *, now: datetime) -> list[str] | None:
    """Ask for a code at every sign-in from now on, and return fresh recovery codes; None when `code` is wrong."""
    counter = authenticators().counter_of(secret, code, now=now)
    if counter is None:
        return None
    db.session.merge(SecondFactor(member_id=member.id, secret=secret, last_counter=counter, created_at=now))
    notify_by_mail(member, "second-factor-on")
    return renew_recovery_codes(member, now=now)


def turn_off_second_factor(member: Member) -> None:
    """Let the password alone suffice again."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member.id))
    db.session.execute(delete(SecondFactor).where(SecondFactor.member_id == member.id))
    notify_by_mail(member, "second-factor-off")


def spend_authenticator_code(member_id: int, code: str, *, now: datetime) -> bool:
    """Use up a code of the member's authenticator. Of several requests with one code, one succeeds."""
    factor = db.session.get(SecondFactor, member_id, populate_existing=True)
    counter = (
        authenticators().counter_of(factor.secret, code, now=now, used=factor.last_counter)
        if factor
        else None
    )
    if counter is None:
        return False
    spent = db.session.execute(
        update(SecondFactor)
        .where(SecondFactor.member_id == member_id, SecondFactor.last_counter < counter)
        .values(last_counter=counter)
        .returning(SecondFactor.member_id)
    )
    return spent.scalar_one_or_none() is not None


def renew_recovery_codes(member: Member, *, now: datetime) -> list[str]:
    """Replace the member's recovery codes and return the new ones, which are shown this once."""
    codes = list(authenticators().generate_recovery_codes(RECOVERY_CODES))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member.id))
    db.session.add_all(
        RecoveryCode(member_id=member.id, code_hash=_code_hash(member.id, code), created_at=now)
        for code in codes
    )
    db.session.flush()
    return codes


def spend_recovery_code(member_id: int, code: str, *, now: datetime) -> bool:
    """Use up one of the member's recovery codes."""
    spent = db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.code_hash == _code_hash(member_id, code), RecoveryCode.used_at.is_(None))
        .values(used_at=now)
        .returning(RecoveryCode.id)
    )
    return spent.scalar_one_or_none() is not None


def recovery_codes_left(member_id: int) -> int:
    """Return how many recovery codes the member has not used."""
    unused = select(func.count()).where(RecoveryCode.member_id == member_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused) or 0


def _code_hash(member_id: int, code: str) -> str:
    plain = "".join(character for character in code.lower() if character.isalnum())
    return keyed_hash("recovery code", f"{member_id} {plain}")
