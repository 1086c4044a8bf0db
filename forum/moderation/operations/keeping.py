"""How long evidence is kept: twelve months, longer only when two people say so, then it is forgotten by itself."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, exists, select, update

from forum.audit.operations import record_act
from forum.core.attention import needs_nobody
from forum.core.database import db
from forum.core.policy import SYSTEM, Actor, Invalid, NotAllowed
from forum.core.typed_text import clean_text
from forum.moderation.models import Evidence, EvidencePicture, EvidenceRenewal
from forum.moderation.operations.evidence import MONTHS_KEPT, SOURCE, check_kept
from forum.moderation.operations.statements import months_after
from forum.moderation.policy import Second, require_keeper, require_length


def ask_to_keep(evidence: Evidence, *, because: str, actor: Actor, now: datetime) -> EvidenceRenewal:
    """Ask for evidence to be kept for another year; somebody else has to agree.

    Raises:
        Invalid: without a reason, when it was asked for already, or when it is forgotten.
        NotAllowed: for all but administrators and keepers of evidence.
    """
    require_keeper(actor)
    because = clean_text(because)
    if not because:
        raise Invalid(_("Say why it has to be kept for longer."), field="because")
    require_length(because, "because")
    check_kept(evidence)
    waiting = exists().where(EvidenceRenewal.evidence_id == evidence.id, EvidenceRenewal.agreed_at.is_(None))
    if db.session.scalar(select(waiting)):
        raise Invalid(_("Somebody has asked for this already. A second person has to agree."))
    renewal = EvidenceRenewal(evidence_id=evidence.id, because=because, asked_by_id=actor.id, asked_at=now)
    db.session.add(renewal)
    db.session.flush()
    return renewal


def agree_to_keep(evidence: Evidence, *, actor: Actor, now: datetime) -> None:
    """Agree, as the second of two, that evidence is kept for another twelve months from now.

    Raises:
        Invalid: when nobody has asked, or it is forgotten.
        NotAllowed: for whoever asked, and for all but administrators and keepers of evidence.
    """
    require_keeper(actor)
    db.session.refresh(evidence, with_for_update=True)
    check_kept(evidence)
    renewal = db.session.scalar(
        select(EvidenceRenewal).where(
            EvidenceRenewal.evidence_id == evidence.id, EvidenceRenewal.agreed_at.is_(None)
        )
    )
    if renewal is None:
        raise Invalid(_("Nobody has asked for it to be kept for longer."))
    if renewal.asked_by_id == actor.id:
        raise NotAllowed(_("You asked for this yourself. Somebody else has to agree."))
    renewal.agreed_at, renewal.agreed_by_id, renewal.second = now, actor.id, Second.ADMINISTRATOR
    evidence.keep_until = months_after(now, MONTHS_KEPT)
    record_act(
        "evidence.renewed",
        actor=actor,
        subject_type="evidence",
        subject_id=evidence.id,
        now=now,
        asked_by=renewal.asked_by_id,
        until=evidence.keep_until.isoformat(),
    )


def forget_overdue(*, now: datetime) -> int:
    """Forget every sealed copy whose time is over; its hash and the record stay. Answers how many there were."""
    overdue = select(Evidence.id).where(Evidence.forgotten_at.is_(None), Evidence.keep_until <= now)
    ids = list(db.session.scalars(overdue))
    if not ids:
        return 0
    db.session.execute(delete(EvidencePicture).where(EvidencePicture.evidence_id.in_(ids)))
    db.session.execute(
        update(Evidence)
        .where(Evidence.id.in_(ids))
        .values(content=None, note="", author_id=None, forgotten_at=now)
    )
    for evidence_id in ids:
        record_act(
            "evidence.forgotten", actor=SYSTEM, subject_type="evidence", subject_id=evidence_id, now=now
        )
    needs_nobody(SOURCE, ids, now=now)
    return len(ids)
