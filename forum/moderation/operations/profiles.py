"""Hiding what is no post: a profile's text, the picture beside a name, a picture that stands in posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.operations.members import change_picture, describe_member
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.discussions.models import PostUpload
from forum.moderation.models import Hidden, Hiding, Report, ReportState, Source
from forum.moderation.operations.hiding import check_words
from forum.moderation.operations.reports import decide_reports
from forum.moderation.operations.statements import send_statement
from forum.moderation.policy import require_moderator
from forum.uploads.models import Purpose, Upload, Withheld

MEASURES = {
    Hidden.PROFILE: "profile-hidden",
    Hidden.FACE: "face-hidden",
    Hidden.PICTURE: "picture-hidden",
}


def hide_profile(
    member: Member, *, reason: str, note: str = "", message: str = "", actor: Actor, now: datetime
) -> Sequence[Hiding]:
    """Take text and picture off a member's profile; they get a statement of reasons, and may write a new text.

    Raises:
        Invalid: without a reason of the list, with too long a text, or when the profile shows neither.
        NotAllowed: for those who do not moderate, and for one's own profile.
    """
    require_moderator(actor, author_id=member.id)
    check_words(reason, note)
    hidings = withhold_profile(member, reason=reason, note=note, message=message, actor=actor, now=now)
    if not hidings:
        raise Invalid(_("This profile shows neither a text nor a picture: somebody was here before you."))
    decide_reports(Report.member_id == member.id, ReportState.UPHELD, actor=actor, now=now)
    return hidings


def withhold_profile(
    member: Member, *, reason: str, note: str, message: str = "", actor: Actor, now: datetime
) -> list[Hiding]:
    """Take off a profile what it shows and tell the member; whoever calls has checked the actor."""
    db.session.refresh(member, with_for_update=True)
    kept: dict[Hidden, dict[str, Any]] = {}
    if member.about_source:
        kept[Hidden.PROFILE] = {"source": member.about_source, "html": member.about_html}
        describe_member(
            member,
            first_name=member.first_name,
            about_source="",
            about_html="",
            languages=member.languages,
            now=now,
        )
    if member.picture_key:
        kept[Hidden.FACE] = {"key": change_picture(member, None, now=now)}
        face = db.session.scalar(select(Upload).where(Upload.key == kept[Hidden.FACE]["key"]))
        if face is not None and face.withheld == Withheld.NOT:
            face.withheld = Withheld.HIDDEN
    return [
        _write(what, member.id, withheld, reason, note, message, actor, now)
        for what, withheld in kept.items()
    ]


def hide_picture(
    upload: Upload, *, reason: str, note: str = "", message: str = "", actor: Actor, now: datetime
) -> Hiding:
    """Show a picture that stands in posts to nobody but its owner and moderators, in whichever post it stands.

    Raises:
        Invalid: without a reason of the list, with too long a text, or when it is hidden already.
        NotAllowed: for those who do not moderate, and for one's own picture.
    """
    require_moderator(actor, author_id=upload.owner_id)
    check_words(reason, note)
    db.session.refresh(upload, with_for_update=True)
    if upload.withheld != Withheld.NOT or upload.purpose != Purpose.POST:
        raise Invalid(_("This picture is not shown any more: somebody was here before you."))
    upload.withheld = Withheld.HIDDEN
    hiding = Hiding(
        what=Hidden.PICTURE,
        upload_id=upload.id,
        reason=reason,
        note=note,
        hidden_by_id=actor.id,
        hidden_at=now,
    )
    db.session.add(hiding)
    post_id = db.session.scalar(
        select(PostUpload.post_id).where(PostUpload.upload_id == upload.id).order_by(PostUpload.post_id)
    )
    hiding.statement_id = send_statement(
        member_id=upload.owner_id,
        measure=MEASURES[Hidden.PICTURE],
        post_id=post_id,
        reason=reason,
        message=message,
        actor=actor,
        now=now,
    ).id
    record_act(
        "picture.hidden",
        actor=actor,
        subject_type="picture",
        subject_id=upload.id,
        now=now,
        reason=reason,
        before="visible",
        after="hidden",
    )
    db.session.flush()
    return hiding


def _write(
    what: Hidden,
    member_id: int,
    withheld: dict[str, Any],
    reason: str,
    note: str,
    message: str,
    actor: Actor,
    now: datetime,
) -> Hiding:
    is_reported = db.session.scalar(
        select(Report.id).where(Report.member_id == member_id, Report.state == ReportState.OPEN).limit(1)
    )
    statement = send_statement(
        member_id=member_id,
        measure=MEASURES[what],
        reason=reason,
        message=message,
        source=Source.REPORT if is_reported else Source.OWN,
        actor=actor,
        now=now,
    )
    hiding = Hiding(
        what=what,
        member_id=member_id,
        withheld=withheld,
        reason=reason,
        note=note,
        statement_id=statement.id,
        hidden_by_id=actor.id,
        hidden_at=now,
    )
    db.session.add(hiding)
    record_act(
        f"{what}.hidden",
        actor=actor,
        subject_type=what,
        subject_id=member_id,
        now=now,
        reason=reason,
        before="visible",
        after="hidden",
    )
    db.session.flush()
    return hiding
