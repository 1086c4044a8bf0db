"""Locking a possible crime as evidence: sealed at once, seen by few, kept for a year at most, forgotten by itself.

The sealed copy is the only thing of a post that outlives its author's erasure meanwhile. Suspected pictures of child
abuse are never copied and never exported: they are blocked for everybody, and the authorities are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, select, update

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.database import db
from forum.core.notices import notify
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.discussions.models import Post, PostState, PostUpload
from forum.discussions.operations.hiding import hide_post_text
from forum.moderation.events import EvidenceLocked
from forum.moderation.models import (
    Evidence,
    EvidenceLook,
    EvidencePicture,
    Hiding,
    Look,
    Suspicion,
)
from forum.moderation.models.evidence import WHOM_LENGTH
from forum.moderation.operations.hiding import hide_post
from forum.moderation.operations.statements import months_after
from forum.moderation.policy import require_keeper, require_length, require_moderator
from forum.moderation.sealing import SealedPicture, bundle, hash_of, sealed_copy
from forum.uploads.models import Upload, Withheld

SOURCE = "evidence"
MONTHS_KEPT = 12
REASONS = {
    Suspicion.HATE: "hate",
    Suspicion.THREAT: "threat",
    Suspicion.CHILD_ABUSE: "illegal",
    Suspicion.OTHER: "illegal",
}
"""For which reason of the shipped list the post is hidden. None of these is named to readers."""


@dataclass(frozen=True)
class Lock:
    """Why something is locked. `public_url` is where it stood."""

    suspicion: Suspicion
    public_url: str
    note: str = ""
    life_at_risk: bool = False


def lock_as_evidence(
    post: Post, lock: Lock, *, pictures: Sequence[SealedPicture] = (), actor: Actor, now: datetime
) -> Evidence:
    """Seal a copy of a post, and hide it with a placeholder that names no crime.

    Raises:
        Invalid: when it is locked already, is gone for good, or the note is too long.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_moderator(actor, author_id=post.author_id)
    require_length(lock.note, "note")
    db.session.refresh(post, with_for_update=True)
    _check_lockable(post)
    is_abuse = lock.suspicion == Suspicion.CHILD_ABUSE
    content = None if is_abuse else sealed_copy(post, pictures=pictures, public_url=lock.public_url, now=now)
    evidence = Evidence(
        post_id=post.id,
        author_id=post.author_id,
        suspicion=lock.suspicion,
        note=clean_text(lock.note),
        content=content,
        sha256=hash_of(content) if content else None,
        sealed_by_id=actor.id,
        sealed_at=now,
        keep_until=months_after(now, MONTHS_KEPT),
        life_at_risk=lock.life_at_risk,
    )
    db.session.add(evidence)
    db.session.flush()
    if is_abuse:
        _block_pictures(post.id)
    else:
        _keep_pictures(evidence.id, pictures)
    _hide(post, REASONS[lock.suspicion], actor, now)
    _ask_to_tell(evidence, now)
    record_act(
        "evidence.locked",
        actor=actor,
        subject_type="post",
        subject_id=post.id,
        now=now,
        evidence=evidence.id,
        sha256=evidence.sha256,
    )
    events.record(EvidenceLocked(evidence.id, post.id, evidence.must_be_told, now))
    return evidence


def open_sealed(evidence: Evidence, *, actor: Actor, now: datetime) -> str:
    """Return the sealed copy to read; that it was looked at is written down.

    Raises:
        Invalid: where there is no copy, or it does not match its hash.
        NotAllowed: for all but administrators and keepers of evidence.
    """
    content = _content(evidence, actor)
    _look(evidence, Look.READ, actor, now)
    return content


def export_bundle(evidence: Evidence, *, actor: Actor, now: datetime) -> bytes:
    """Return everything that was sealed as one archive for the authorities; the export is written down in it, too.

    Raises:
        Invalid: where there is no copy, or it does not match its hash.
        NotAllowed: for all but administrators and keepers of evidence.
    """
    content = _content(evidence, actor)
    _look(evidence, Look.EXPORTED, actor, now)
    kept = select(EvidencePicture.sha256, EvidencePicture.content).where(
        EvidencePicture.evidence_id == evidence.id
    )
    looked = (
        select(EvidenceLook.at, EvidenceLook.act, Member.handle)
        .join(Member, Member.id == EvidenceLook.member_id)
        .where(EvidenceLook.evidence_id == evidence.id)
        .order_by(EvidenceLook.id)
    )
    looks = [
        {"at": at.isoformat(), "act": act, "by": handle} for at, act, handle in db.session.execute(looked)
    ]
    pictures = {sha256: data for sha256, data in db.session.execute(kept)}
    return bundle(content, sha256=evidence.sha256 or "", pictures=pictures, looks=looks)


def tell_authorities(evidence: Evidence, whom: str, *, actor: Actor, now: datetime) -> None:
    """Note that the authorities were told, and whom: DSA, art. 18, where a life is at risk.

    Raises:
        Invalid: without a name, or when it was noted before.
        NotAllowed: for all but administrators and keepers of evidence.
    """
    require_keeper(actor)
    db.session.refresh(evidence, with_for_update=True)
    if evidence.told_at is not None:
        raise Invalid(_("It is noted already that the authorities were told."))
    whom = clean_line(whom)
    if not whom:
        raise Invalid(_("Say who was told, and how."), field="whom")
    require_length(whom, "whom", WHOM_LENGTH)
    evidence.told_at, evidence.told_by_id, evidence.told_whom = now, actor.id, whom
    needs_nobody(SOURCE, [evidence.id], now=now)
    record_act("authorities.told", actor=actor, subject_type="evidence", subject_id=evidence.id, now=now)


def _content(evidence: Evidence, actor: Actor) -> str:
    require_keeper(actor)
    if evidence.suspicion == Suspicion.CHILD_ABUSE:
        raise Invalid(
            _("Of what may be child abuse no copy is made: it is blocked and reported, nothing else.")
        )
    check_kept(evidence)
    content = evidence.content or ""
    if hash_of(content) != evidence.sha256:
        raise Invalid(_("This copy does not match its hash: it was changed after it was sealed."))
    return content


def check_kept(evidence: Evidence) -> None:
    """Refuse what was forgotten when its time was over.

    Raises:
        Invalid: then.
    """
    if evidence.forgotten_at is not None:
        raise Invalid(_("This copy was forgotten when its time was over."))


def _check_lockable(post: Post) -> None:
    if post.state == PostState.PURGED:
        raise Invalid(_("This text is gone already."))
    locked = exists().where(Evidence.post_id == post.id, Evidence.forgotten_at.is_(None))
    if db.session.scalar(select(locked)):
        raise Invalid(_("This post is locked as evidence already."))


def _look(evidence: Evidence, act: Look, actor: Actor, now: datetime) -> None:
    db.session.add(EvidenceLook(evidence_id=evidence.id, member_id=actor.id, act=act, at=now))
    record_act(f"evidence.{act}", actor=actor, subject_type="evidence", subject_id=evidence.id, now=now)
    db.session.flush()


def _keep_pictures(evidence_id: int, pictures: Sequence[SealedPicture]) -> None:
    for sha256, content in {each.sha256: each.content for each in pictures}.items():
        db.session.add(EvidencePicture(evidence_id=evidence_id, sha256=sha256, content=content))


def _block_pictures(post_id: int) -> None:
    shown = select(PostUpload.upload_id).where(PostUpload.post_id == post_id)
    db.session.execute(
        update(Upload)
        .where(Upload.id.in_(shown))
        .values(withheld=Withheld.BLOCKED)
        .execution_options(synchronize_session="fetch")
    )


def _hide(post: Post, reason: str, actor: Actor, now: datetime) -> None:
    """Hide the post, or have its placeholder name no crime where it is hidden already."""
    if post.state == PostState.VISIBLE:
        hide_post(post, reason=reason, actor=actor, now=now)
    elif post.state == PostState.HIDDEN:
        hide_post_text(post, reason_key=reason, now=post.hidden_at or now)
        db.session.execute(
            update(Hiding).where(Hiding.post_id == post.id, Hiding.lifted_at.is_(None)).values(reason=reason)
        )


def _ask_to_tell(evidence: Evidence, now: datetime) -> None:
    if not evidence.must_be_told:
        return
    ask_for_human(SOURCE, evidence.id, about=Thing.post(evidence.post_id), now=now, weight=10.0)
    notify("evidence-urgent", evidence_id=evidence.id)
