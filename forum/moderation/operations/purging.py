"""Forgetting a text for good: only for spam, for what its author took back, and where the law asks; always by two.

There is no button for one. What stays is the tombstone in the record: who asked, who agreed, why, and no word of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import exists, select

from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.reasons import find_reason
from forum.core.typed_text import clean_text
from forum.discussions.models import Post, PostState
from forum.discussions.operations.purging import purge_post
from forum.moderation.events import PurgeAsked
from forum.moderation.models import (
    Objection,
    ObjectionState,
    PurgeGround,
    PurgeRequest,
    PurgeState,
    Statement,
)
from forum.moderation.policy import Second, require_length, require_moderator, require_second

SOURCE = "purge"
SPAM_AFTER = timedelta(days=30)


def ask_for_purge(
    post: Post, *, ground: PurgeGround, because: str, actor: Actor, now: datetime
) -> PurgeRequest:
    """Ask for a post to be forgotten for good. Nothing happens until a second person agrees.

    Raises:
        Invalid: without a reason, when the ground does not hold, or when it was asked for already.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_moderator(actor, author_id=post.author_id)
    because = clean_text(because)
    if not because:
        raise Invalid(_("Say why it has to go for good."), field="because")
    require_length(because, "because")
    check_ground(post, ground, now=now)
    waiting = exists().where(PurgeRequest.post_id == post.id, PurgeRequest.state == PurgeState.ASKED)
    if db.session.scalar(select(waiting)):
        raise Invalid(_("Somebody has asked for this already. A second person has to agree."))
    request = PurgeRequest(
        post_id=post.id, ground=ground, because=because, asked_by_id=actor.id, asked_at=now
    )
    db.session.add(request)
    db.session.flush()
    ask_for_human(SOURCE, request.id, about=Thing.post(post.id), now=now, by_id=actor.id)
    record_act(
        "purge.asked", actor=actor, subject_type="post", subject_id=post.id, now=now, ground=str(ground)
    )
    events.record(PurgeAsked(request.id, post.id, actor.id, now))
    return request


def agree_to_purge(request: PurgeRequest, *, actor: Actor, now: datetime) -> Second:
    """Agree, as the second person: the text is gone, with its revisions and wherever it is quoted.

    Raises:
        Invalid: when it was decided before, or the ground does not hold any more.
        NotAllowed: for whoever asked, while somebody else could decide, and for the author.
    """
    post, second = _to_decide(request, actor, now)
    check_ground(post, PurgeGround(request.ground), now=now)
    request.state, request.decided_at, request.decided_by_id = PurgeState.DONE, now, actor.id
    request.second = second
    before = post.state
    purge_post(post, now=now)
    record_act(
        "post.purged",
        actor=actor,
        subject_type="post",
        subject_id=post.id,
        now=now,
        ground=request.ground,
        asked_by=request.asked_by_id,
        decided_as=str(second),
        request=request.id,
        before=PostState(before).name.lower(),
        after="purged",
    )
    return second


def refuse_purge(request: PurgeRequest, *, actor: Actor, now: datetime) -> None:
    """Leave it as it is.

    Raises:
        Invalid: when it was decided before.
        NotAllowed: for those who do not moderate.
    """
    db.session.refresh(request, with_for_update=True)
    require_moderator(actor)
    _check_asked(request)
    request.state, request.decided_at, request.decided_by_id = PurgeState.REFUSED, now, actor.id
    needs_nobody(SOURCE, [request.id], now=now)
    record_act("purge.refused", actor=actor, subject_type="post", subject_id=request.post_id, now=now)


def check_ground(post: Post, ground: PurgeGround, *, now: datetime) -> None:
    """Refuse to purge what may not be purged on this ground.

    Raises:
        Invalid: with the sentence that says why not.
    """
    if post.state == PostState.PURGED:
        raise Invalid(_("This text is gone already."))
    if ground == PurgeGround.WITHDRAWN and post.state != PostState.WITHDRAWN:
        raise Invalid(_("Its author has not taken this post back."), field="ground")
    if ground == PurgeGround.SPAM:
        reason = find_reason(post.hidden_reason)
        if post.state != PostState.HIDDEN or reason is None or not reason.advertising:
            raise Invalid(_("This post is not hidden as advertising."), field="ground")
        if post.hidden_at is None or post.hidden_at > now - SPAM_AFTER:
            raise Invalid(_("Advertising can be purged when it was hidden for 30 days."), field="ground")
    objected = (
        select(Objection.id)
        .join(Statement, Statement.id == Objection.statement_id)
        .where(Statement.post_id == post.id, Objection.state == ObjectionState.OPEN)
    )
    if ground != PurgeGround.ERASURE and db.session.scalar(objected.limit(1)):
        raise Invalid(_("An objection about this post is open. Decide about that first."))


def _to_decide(request: PurgeRequest, actor: Actor, now: datetime) -> tuple[Post, Second]:
    db.session.refresh(request, with_for_update=True)
    post = db.session.get_one(Post, request.post_id)
    second = require_second(
        actor, first_id=request.asked_by_id, since=request.asked_at, now=now, concerned=(post.author_id,)
    )
    _check_asked(request)
    needs_nobody(SOURCE, [request.id], now=now)
    return post, second


def _check_asked(request: PurgeRequest) -> None:
    if request.state != PurgeState.ASKED:
        raise Invalid(_("Somebody decided about this before you."))
