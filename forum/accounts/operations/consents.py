"""What members agreed to: a log that only grows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Consent, ConsentKind, Member
from forum.core.database import db


def record_first_consents(member: Member, *, wants_marketing: bool, now: datetime) -> None:
    """Note what somebody who joins has agreed to: charter, privacy notice, age, and marketing mail if they want it."""
    version = member.charter_version
    given = [(ConsentKind.CHARTER, version), (ConsentKind.PRIVACY, version), (ConsentKind.AGE, version)]
    if wants_marketing:
        given.append((ConsentKind.MARKETING, 0))
    db.session.add_all(
        Consent(member_id=member.id, kind=kind, given=True, version=edition, at=now)
        for kind, edition in given
    )
    db.session.flush()


def record_consent(
    member_id: int, kind: ConsentKind, given: bool, *, now: datetime, version: int = 0
) -> None:
    """Note a yes or a no, unless the same is what holds already."""
    latest = db.session.execute(
        select(Consent.given, Consent.version)
        .where(Consent.member_id == member_id, Consent.kind == kind)
        .order_by(Consent.id.desc())
        .limit(1)
    ).one_or_none()
    if latest is None and not given:
        return
    if latest is None or tuple(latest) != (given, version):
        db.session.add(Consent(member_id=member_id, kind=kind, given=given, version=version, at=now))
        db.session.flush()


def wants_marketing(member_id: int) -> bool:
    """Whether the member's last word on marketing mail was a yes."""
    last_word = (
        select(Consent.given)
        .where(Consent.member_id == member_id, Consent.kind == ConsentKind.MARKETING)
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return bool(db.session.scalar(last_word))
