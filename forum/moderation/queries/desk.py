"""What waits for a second person, and what is locked as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.discussions.models import Post, Topic
from forum.moderation.models import (
    Evidence,
    EvidenceLook,
    EvidenceRenewal,
    Objection,
    ObjectionState,
    PurgeRequest,
    PurgeState,
    Report,
    Statement,
)

MOST = 100


def objections(*, is_open: bool) -> Sequence[AnyRow]:
    """Return the objections that wait, the oldest first, or those that were decided, the newest first."""
    member = aliased(Member)
    found = (
        select(
            Objection.id,
            Objection.text,
            Objection.mended,
            Objection.filed_at,
            Objection.state,
            Objection.second,
            Objection.report_id,
            member.name.label("member_name"),
            Topic.title,
            Statement.measure,
        )
        .outerjoin(member, member.id == Objection.member_id)
        .outerjoin(Statement, Statement.id == Objection.statement_id)
        .outerjoin(Topic, Topic.id == Statement.topic_id)
        .limit(MOST)
    )
    if is_open:
        found = found.where(Objection.state == ObjectionState.OPEN).order_by(Objection.id)
    else:
        found = found.where(Objection.state != ObjectionState.OPEN).order_by(Objection.id.desc())
    return db.session.execute(found).all()


def purge_requests(*, is_open: bool) -> Sequence[AnyRow]:
    """Return what is asked to be purged, the oldest first, or what was decided, the newest first: the tombstones."""
    asker, decider = aliased(Member), aliased(Member)
    found = (
        select(
            PurgeRequest.id,
            PurgeRequest.post_id,
            PurgeRequest.ground,
            PurgeRequest.because,
            PurgeRequest.state,
            PurgeRequest.asked_at,
            PurgeRequest.decided_at,
            PurgeRequest.second,
            Post.html,
            Post.number,
            Topic.title,
            asker.name.label("asker_name"),
            decider.name.label("decider_name"),
        )
        .join(Post, Post.id == PurgeRequest.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(asker, asker.id == PurgeRequest.asked_by_id)
        .outerjoin(decider, decider.id == PurgeRequest.decided_by_id)
        .limit(MOST)
    )
    if is_open:
        found = found.where(PurgeRequest.state == PurgeState.ASKED).order_by(PurgeRequest.id)
    else:
        found = found.where(PurgeRequest.state != PurgeState.ASKED).order_by(PurgeRequest.id.desc())
    return db.session.execute(found).all()


def locked_items() -> Sequence[Evidence]:
    """Return everything that is locked as evidence, what the authorities still have to be told of first."""
    kept = select(Evidence).where(Evidence.forgotten_at.is_(None)).order_by(Evidence.id.desc()).limit(MOST)
    return sorted(
        db.session.scalars(kept).all(), key=lambda each: not (each.must_be_told and each.told_at is None)
    )


def looks_at(evidence_id: int) -> Sequence[AnyRow]:
    """Return who looked at a sealed copy, and when, the latest first."""
    found = (
        select(EvidenceLook.at, EvidenceLook.act, Member.name)
        .join(Member, Member.id == EvidenceLook.member_id)
        .where(EvidenceLook.evidence_id == evidence_id)
        .order_by(EvidenceLook.id.desc())
        .limit(MOST)
    )
    return db.session.execute(found).all()


def renewal_asked(evidence_id: int) -> EvidenceRenewal | None:
    """Return the request that evidence be kept for longer, if one waits for a second person."""
    return db.session.scalar(
        select(EvidenceRenewal).where(
            EvidenceRenewal.evidence_id == evidence_id, EvidenceRenewal.agreed_at.is_(None)
        )
    )


def reported_text(report: Report) -> str:
    """Return the words of the post that was reported, as HTML; nothing of a profile."""
    if report.post_id is None:
        return ""
    return db.session.scalar(select(Post.html).where(Post.id == report.post_id)) or ""
