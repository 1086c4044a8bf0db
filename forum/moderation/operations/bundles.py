"""Hiding several posts in one act: chosen ones, a whole topic, all by one member in a period. Undone in one, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.discussions.models import Post, PostState, Topic
from forum.moderation.models import Bundle, Hiding, HidingAct, Report, ReportState
from forum.moderation.operations.hiding import check_words, lift_hidings, withhold
from forum.moderation.operations.reports import decide_reports
from forum.moderation.operations.statements import POST_HIDDEN, send_statement
from forum.moderation.policy import require_length, require_moderator

POSTS_HIDDEN = "posts-hidden"
MOST = 500
"""So many posts in one act; it is one transaction, and somebody should be able to look them through."""


@dataclass(frozen=True)
class Why:
    """The reason of the list, the note for colleagues, and the words to the authors."""

    reason: str
    note: str = ""
    message: str = ""


def hide_posts(post_ids: Sequence[int], why: Why, *, topic: Topic, actor: Actor, now: datetime) -> HidingAct:
    """Hide chosen posts of a topic.

    Raises:
        Invalid: for none, too many, or posts that do not stand in this topic any more; nothing is hidden then.
        NotAllowed: for those who do not moderate, and where one of the posts is their own.
    """
    wanted = set(post_ids)
    posts = _standing(Post.topic_id == topic.id, Post.id.in_(wanted))
    if len(posts) < len(wanted):
        raise Invalid(_("Some of these posts are not shown any more. Please look again."))
    return _hide(posts, why, HidingAct(kind=Bundle.SEVERAL, topic_id=topic.id), actor=actor, now=now)


def hide_topic(topic: Topic, why: Why, *, actor: Actor, now: datetime) -> HidingAct:
    """Hide everything that stands in a topic, its title with it. What the moderator wrote there themselves stays.

    Raises:
        Invalid: when nothing stands there, or too much for one act.
        NotAllowed: for those who do not moderate, and for a topic that they began.
    """
    require_moderator(actor, author_id=topic.author_id)
    posts = _standing(Post.topic_id == topic.id, _by_others(actor))
    return _hide(posts, why, HidingAct(kind=Bundle.TOPIC, topic_id=topic.id), actor=actor, now=now)


def hide_all_by(
    member: Member, why: Why, *, since: datetime, until: datetime, actor: Actor, now: datetime
) -> HidingAct:
    """Hide everything that a member wrote from `since` until before `until`.

    Raises:
        Invalid: when they wrote nothing then that stands, or too much for one act, or the period is none.
        NotAllowed: for those who do not moderate, and for what they wrote themselves.
    """
    require_moderator(actor, author_id=member.id)
    if since >= until:
        raise Invalid(_("The period ends before it begins."), field="until")
    posts = _standing(Post.author_id == member.id, Post.created_at >= since, Post.created_at < until)
    act = HidingAct(kind=Bundle.MEMBER, member_id=member.id, since=since, until=until)
    return _hide(posts, why, act, actor=actor, now=now)


def undo_act(act: HidingAct, *, because: str = "", actor: Actor, now: datetime) -> int:
    """Show again all that an act hid and that is still hidden; answers how many posts that are.

    Raises:
        Invalid: when it was undone before.
        NotAllowed: for those who do not moderate, and for what they wrote themselves.
    """
    require_moderator(actor, author_id=act.member_id)
    require_length(because, "because")
    db.session.refresh(act, with_for_update=True)
    if act.lifted_at is not None:
        raise Invalid(_("Somebody has undone this before you."))
    found = select(Hiding).where(Hiding.act_id == act.id, Hiding.lifted_at.is_(None)).order_by(Hiding.id)
    hidings = db.session.scalars(found.with_for_update()).all()
    authors = select(Post.author_id).where(Post.id.in_([hiding.post_id for hiding in hidings]))
    for author_id in set(db.session.scalars(authors)):
        require_moderator(actor, author_id=author_id)
    act.lifted_at, act.lifted_by_id = now, actor.id
    record_act(
        "posts.unhidden",
        actor=actor,
        subject_type="hiding-act",
        subject_id=act.id,
        now=now,
        posts=len(hidings),
        before="hidden",
        after="visible",
    )
    return lift_hidings(hidings, because=because, actor=actor, now=now)


def _by_others(actor: Actor) -> ColumnElement[bool]:
    return or_(Post.author_id.is_(None), Post.author_id != (actor.id or 0))


def _standing(*which: ColumnElement[bool]) -> Sequence[Post]:
    """Return the posts among `which` that stand, by author and number; one more than fits into one act at most."""
    found = select(Post).where(Post.state == PostState.VISIBLE, *which).order_by(Post.author_id, Post.id)
    return db.session.scalars(found.limit(MOST + 1)).all()


def _hide(posts: Sequence[Post], why: Why, act: HidingAct, *, actor: Actor, now: datetime) -> HidingAct:
    require_moderator(actor)
    check_words(why.reason, why.note)
    if not posts:
        raise Invalid(_("There is nothing to hide here: somebody was here before you."))
    if len(posts) > MOST:
        raise Invalid(_("These are more than %(most)s posts. Choose a shorter period.", most=MOST))
    for post in posts:
        require_moderator(actor, author_id=post.author_id)
    act.reason, act.note, act.post_count = why.reason, why.note, len(posts)
    act.made_by_id, act.made_at = actor.id, now
    db.session.add(act)
    db.session.flush()
    for author_id, theirs in groupby(posts, key=lambda post: post.author_id):
        _hide_of_one(list(theirs), author_id, why, act, actor=actor, now=now)
    decide_reports(Report.post_id.in_([post.id for post in posts]), ReportState.UPHELD, actor=actor, now=now)
    record_act(
        "posts.hidden",
        actor=actor,
        subject_type="hiding-act",
        subject_id=act.id,
        now=now,
        reason=why.reason,
        posts=len(posts),
        before="visible",
        after="hidden",
    )
    return act


def _hide_of_one(
    posts: Sequence[Post], author_id: int | None, why: Why, act: HidingAct, *, actor: Actor, now: datetime
) -> None:
    """Hide the posts of one author, who gets one statement about all of them."""
    is_one = len(posts) == 1
    hidings = [withhold(post, reason=why.reason, note=why.note, actor=actor, now=now) for post in posts]
    statement = send_statement(
        member_id=author_id,
        measure=POST_HIDDEN if is_one else POSTS_HIDDEN,
        topic_id=posts[0].topic_id if is_one or act.kind != Bundle.MEMBER else None,
        post_id=posts[0].id if is_one else None,
        things=len(posts),
        reason=why.reason,
        message=why.message,
        actor=actor,
        now=now,
    )
    for hiding in hidings:
        hiding.act_id, hiding.statement_id = act.id, statement.id
    db.session.flush()
