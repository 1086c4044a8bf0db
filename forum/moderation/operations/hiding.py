"""Hiding a post, and showing again whatever is hidden. Each act has a reason, is recorded, tells those concerned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from forum.accounts.models import Member
from forum.accounts.operations.members import change_picture, describe_member
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.notices import notify
from forum.core.policy import Actor, Invalid
from forum.discussions.models import Post, PostState
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.moderation.models import Hidden, Hiding, Report, ReportState, Statement
from forum.moderation.operations.reports import decide_reports, source_of
from forum.moderation.operations.settling import settle_objections
from forum.moderation.operations.statements import POST_HIDDEN, lift_statement, send_statement
from forum.moderation.policy import require_length, require_moderator, require_reason
from forum.uploads.models import Upload, Withheld


def hide_post(
    post: Post,
    *,
    reason: str,
    note: str = "",
    message: str = "",
    found_by_machine: bool = False,
    actor: Actor,
    now: datetime,
) -> Hiding:
    """Withhold a post's text from all but its author and moderators; the author gets a statement of reasons.

    `note` is for colleagues, `message` for the author. Reports about the post are upheld by it.

    Raises:
        Invalid: without a reason of the list, with too long a text, or when the post does not stand.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_moderator(actor, author_id=post.author_id)
    check_words(reason, note)
    source = source_of(post.id)
    hiding = withhold(post, reason=reason, note=note, actor=actor, now=now)
    hiding.statement_id = send_statement(
        member_id=post.author_id,
        measure=POST_HIDDEN,
        topic_id=post.topic_id,
        post_id=post.id,
        reason=reason,
        message=message,
        source=source,
        found_by_machine=found_by_machine,
        actor=actor,
        now=now,
    ).id
    decide_reports(Report.post_id == post.id, ReportState.UPHELD, actor=actor, now=now)
    db.session.flush()
    return hiding


def unhide_post(post: Post, *, because: str = "", actor: Actor, now: datetime) -> None:
    """Show a hidden post again, with everything that hangs on it; the author is told.

    Raises:
        Invalid: when the post is not hidden.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_moderator(actor, author_id=post.author_id)
    require_length(because, "because")
    db.session.refresh(post, with_for_update=True)
    if post.state != PostState.HIDDEN:
        raise Invalid(_("This post is not hidden."))
    hidings = _in_force(Hiding.post_id == post.id)
    lift_hidings(hidings, because=because, actor=actor, now=now)
    if not hidings:
        unhide_post_text(post, now=now)


def withhold(post: Post, *, reason: str, note: str, actor: Actor, now: datetime) -> Hiding:
    """Hide one post and write it down; whoever calls has checked the actor and sends the statement.

    Raises:
        Invalid: when the post does not stand, because somebody else was quicker.
    """
    db.session.refresh(post, with_for_update=True)
    if post.state != PostState.VISIBLE:
        raise Invalid(_("This post is not shown any more: somebody was here before you."))
    hide_post_text(post, reason_key=reason, now=now)
    hiding = Hiding(
        what=Hidden.POST, post_id=post.id, reason=reason, note=note, hidden_by_id=actor.id, hidden_at=now
    )
    db.session.add(hiding)
    record_act(
        "post.hidden",
        actor=actor,
        subject_type="post",
        subject_id=post.id,
        now=now,
        reason=reason,
        before="visible",
        after="hidden",
    )
    return hiding


def lift_hiding(hiding: Hiding, *, because: str = "", actor: Actor, now: datetime) -> None:
    """Show again what one hiding withholds: a profile's text, a face, a picture, a post.

    Raises:
        Invalid: when somebody did before.
        NotAllowed: for those who do not moderate, and for what is one's own.
    """
    require_moderator(actor, author_id=owner_of(hiding))
    require_length(because, "because")
    if hiding.lifted_at is not None:
        raise Invalid(_("Somebody has shown this again before you."))
    lift_hidings([hiding], because=because, actor=actor, now=now)


def lift_hidings(hidings: Sequence[Hiding], *, because: str, actor: Actor, now: datetime) -> int:
    """Show again what these hidings withhold, and settle what was asked about them; answers how many there were."""
    for hiding in hidings:
        _show_again(hiding, now)
        hiding.lifted_at, hiding.lifted_by_id, hiding.lifted_because = now, actor.id, because
        record_act(
            f"{hiding.what}.unhidden",
            actor=actor,
            subject_type=hiding.what,
            subject_id=hiding.post_id or hiding.member_id or hiding.upload_id,
            now=now,
            reason=because[:500] or None,
            before="hidden",
            after="visible",
        )
    ids = {hiding.statement_id for hiding in hidings if hiding.statement_id is not None}
    for statement in db.session.scalars(select(Statement).where(Statement.id.in_(ids))).all():
        lift_statement(statement, now=now)
        if statement.lifted_at is not None:
            settle_objections(statement, because=because, actor=actor, now=now)
    return len(hidings)


def take_back(statement: Statement, actor: Actor, now: datetime, because: str) -> None:
    """Show again whatever a statement says was hidden: what is done when an objection to it is upheld."""
    lift_hidings(_in_force(Hiding.statement_id == statement.id), because=because, actor=actor, now=now)
    lift_statement(statement, now=now)


def check_words(reason: str, note: str) -> None:
    """Refuse what no hiding may be written down with.

    Raises:
        Invalid: without a reason of the list, or with too long a note.
    """
    require_reason(reason)
    require_length(note, "note")


def owner_of(hiding: Hiding) -> int | None:
    """Return the number of the member whose thing is hidden."""
    if hiding.post_id is not None:
        return db.session.get_one(Post, hiding.post_id).author_id
    if hiding.upload_id is not None:
        return db.session.get_one(Upload, hiding.upload_id).owner_id
    return hiding.member_id


def _in_force(which: ColumnElement[bool]) -> Sequence[Hiding]:
    found = select(Hiding).where(which, Hiding.lifted_at.is_(None)).order_by(Hiding.id)
    return db.session.scalars(found.with_for_update()).all()


def _show_again(hiding: Hiding, now: datetime) -> None:
    if hiding.what == Hidden.POST:
        post = db.session.get_one(Post, hiding.post_id)
        if post.state == PostState.HIDDEN:
            unhide_post_text(post, now=now)
            notify("post-unhidden", topic_id=post.topic_id, post_id=post.id, member_id=post.author_id)
        return
    if hiding.what == Hidden.PICTURE:
        upload = db.session.get_one(Upload, hiding.upload_id)
        if upload.withheld == Withheld.HIDDEN:
            upload.withheld = Withheld.NOT
        return
    _put_back(hiding, db.session.get_one(Member, hiding.member_id), now)


def _put_back(hiding: Hiding, member: Member, now: datetime) -> None:
    """Put back what was taken off a profile, unless the member has left or shows something new by now."""
    kept, hiding.withheld = hiding.withheld, {}
    if member.erased_at is not None:
        return
    if hiding.what == Hidden.FACE:
        upload = db.session.scalar(select(Upload).where(Upload.key == kept.get("key")))
        if upload is not None and upload.withheld == Withheld.HIDDEN:
            upload.withheld = Withheld.NOT
            if member.picture_key is None:
                change_picture(member, upload.key, now=now)
    elif not member.about_source:
        describe_member(
            member,
            first_name=member.first_name,
            about_source=kept.get("source", ""),
            about_html=kept.get("html", ""),
            languages=member.languages,
            now=now,
        )
