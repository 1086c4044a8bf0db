"""Taking everything along, and leaving for good: two jobs that ask every room in turn."""

from __future__ import annotations

import json
import zlib
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, exists, select

from forum.accounts.events import MemberErased
from forum.accounts.models import ExportPart, Member
from forum.accounts.operations.credentials import notify_by_mail
from forum.accounts.operations.handles import former_handles
from forum.accounts.operations.proofs import forget_proofs_of
from forum.accounts.operations.sign_ins import end_sign_ins
from forum.core import events
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.former_mentions import (
    MentioningTexts,
    mentioning_texts,
    strike_portion,
    words_for_former,
)
from forum.core.jobs import Job, Progress, start_job
from forum.core.jobs.kinds import Step
from forum.core.markup.former import FormerMember
from forum.core.personal_data import personal_data
from forum.core.policy import Invalid
from forum.core.versions import SITE, touch

EXPORT = "accounts.export"
ERASE = "accounts.erase"
EXPORT_KEPT = timedelta(days=7)


def begin_export(member: Member) -> Job:
    """Have everything that the house keeps about `member` gathered for them."""
    return start_job(EXPORT, {"member_id": member.id}, owner_id=member.id)


def begin_erasure(member: Member, *, empty_posts: bool, now: datetime) -> Job:
    """Shut the account at once, everywhere, and have it forgotten room by room.

    Raises:
        Invalid: when nobody would be left to look after the community.
    """
    if member.is_administrator and not _has_other_administrator(member.id):
        raise Invalid(_("You are the last administrator. Please make somebody else one before you leave."))
    notify_by_mail(member, "erased", to=member.email)
    member.active = False
    end_sign_ins(member.id, now=now)
    forget_proofs_of(member.id)
    return start_job(ERASE, {"member_id": member.id, "empty_posts": empty_posts})


def export_step(step: Step) -> Progress:
    """Gather what one room knows."""
    rooms = personal_data.items()
    place = int(step.cursor.get("next", 0))
    member_id = int(step.params["member_id"])
    room, keeping = rooms[place]
    content = zlib.compress(json.dumps(keeping.export(member_id), ensure_ascii=False, default=str).encode())
    with write_transaction():
        db.session.execute(
            delete(ExportPart).where(ExportPart.job_id == step.job_id, ExportPart.room == room)
        )
        db.session.add(
            ExportPart(
                job_id=step.job_id, member_id=member_id, room=room, content=content, created_at=clock.now()
            )
        )
    return _progress(place + 1, len(rooms))


def erase_step(step: Step) -> Progress:
    """Do one portion, within the transaction that also keeps how far the job has come.

    First the member is taken out of what others wrote, while it is still known by which names; then room by room
    forgets them.
    """
    texts, rooms = mentioning_texts.items(), personal_data.items()
    total = len(texts) + len(rooms)
    at = int(step.cursor.get("texts", 0))
    if "next" not in step.cursor and at < len(texts):
        return _strike_step(step, at, texts[at][1], total)
    place = int(step.cursor.get("next", 0))
    member_id, empty_posts = int(step.params["member_id"]), bool(step.params["empty_posts"])
    _, keeping = rooms[place]
    keeping.erase(member_id, empty_posts)
    if place + 1 == len(rooms):
        touch(SITE)
        events.record(MemberErased(member_id, empty_posts, clock.now()))
    done = len(texts) + place + 1
    return Progress(done, total, cursor={"next": place + 1}, finished=done == total)


def _strike_step(step: Step, at: int, texts: MentioningTexts, total: int) -> Progress:
    leaver = _leaver(int(step.params["member_id"]))
    reached = strike_portion(texts, leaver, int(step.cursor.get("after", 0)))
    if reached is not None:
        return Progress(at, total, cursor={"texts": at, "after": reached})
    return Progress(at + 1, total, cursor={"texts": at + 1})


def _leaver(member_id: int) -> FormerMember:
    handle = db.session.scalars(select(Member.handle).where(Member.id == member_id)).one()
    handles = (handle, *former_handles(member_id))
    return FormerMember(member_id, handles, current_app.config["PUBLIC_URL"], words_for_former)


def gathered(job_id: int, member_id: int) -> dict[str, Any]:
    """Return what an export has gathered, by room; empty once it was deleted."""
    parts = select(ExportPart.room, ExportPart.content).where(
        ExportPart.job_id == job_id, ExportPart.member_id == member_id
    )
    return {
        room: json.loads(zlib.decompress(content))
        for room, content in db.session.execute(parts.order_by(ExportPart.id))
    }


def latest_export(member_id: int) -> Job | None:
    """Return the member's last export that has not been deleted yet."""
    kept = exists().where(ExportPart.job_id == Job.id)
    own = select(Job).where(Job.kind == EXPORT, Job.owner_id == member_id, (Job.finished_at.is_(None)) | kept)
    return db.session.scalars(own.order_by(Job.id.desc()).limit(1)).first()


def forget_old_exports(*, now: datetime) -> None:
    """Delete what was gathered more than a week ago."""
    db.session.execute(delete(ExportPart).where(ExportPart.created_at < now - EXPORT_KEPT))


def _progress(done: int, total: int) -> Progress:
    return Progress(done, total, cursor={"next": done}, finished=done == total)


def _has_other_administrator(member_id: int) -> bool:
    others = exists().where(
        Member.is_administrator.is_(True), Member.active.is_(True), Member.id != member_id
    )
    return bool(db.session.scalar(select(others)))
