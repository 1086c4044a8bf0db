"""What becomes of a post that waits or was marked: a human being releases, refuses, or leaves it as it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.database import db
from forum.core.gates import Outcome
from forum.core.notices import notify
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_text
from forum.discussions.events import PostChecked
from forum.discussions.models import Post, PostState
from forum.discussions.operations.posts import publish_held_post
from forum.gatekeeping.models import Decision, PostCheck
from forum.gatekeeping.policy import require_other
from forum.moderation.operations.statements import send_statement

HELD, MARKED = "held", "marked"
"""The two sources of the queue."""
REFUSED = "post-refused"
"""The measure of which the author of a refused post is told."""
RELEASED = "post-released"


def note_check(event: PostChecked) -> PostCheck:
    """Write down what the gates found in a post, and ask for a human being. A post that was changed waits anew."""
    post = db.session.get_one(Post, event.post_id)
    held = post.state == PostState.HELD
    check = db.session.get(PostCheck, event.post_id) or PostCheck(post_id=event.post_id)
    check.is_held = held
    check.findings = [_finding(each) for each in event.verdict.findings]
    check.message = event.verdict.message if held else ""
    check.checked_at = event.at
    check.decision = check.decided_at = check.decided_by_id = None
    check.reason = ""
    db.session.add(check)
    db.session.flush()
    ask_for_human(
        HELD if held else MARKED, post.id, about=Thing.post(post.id), now=event.at, weight=2 if held else 1
    )
    return check


def release_post(post: Post, *, actor: Actor, now: datetime, because: str = "") -> None:
    """Let a post that waits stand for all readers; its author is told.

    Raises:
        Invalid: when it waits no longer.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_other(actor, post.author_id)
    db.session.refresh(post, with_for_update=True)
    if post.state != PostState.HELD:
        raise Invalid(_("This post does not wait any more: somebody was here before you."))
    publish_held_post(post, now=now)
    _decide(post, Decision.RELEASED, actor, now)
    record_act(
        "post.released", actor=actor, subject_type="post", subject_id=post.id, now=now, reason=because or None
    )
    notify(RELEASED, topic_id=post.topic_id, post_id=post.id, member_id=post.author_id)


def refuse_post(post: Post, *, reason: str, message: str = "", actor: Actor, now: datetime) -> None:
    """Not let a post stand. Its author still reads it, is told why, and may change it or object.

    Raises:
        Invalid: without a known reason, with too long a message, or when it waits no longer.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_other(actor, post.author_id)
    db.session.refresh(post, with_for_update=True)
    if post.state != PostState.HELD:
        raise Invalid(_("This post does not wait any more: somebody was here before you."))
    statement = send_statement(
        member_id=post.author_id,
        measure=REFUSED,
        reason=reason,
        message=clean_text(message),
        topic_id=post.topic_id,
        post_id=post.id,
        found_by_machine=True,
        actor=actor,
        now=now,
    )
    check = _decide(post, Decision.REFUSED, actor, now, reason)
    check.statement_id = statement.id
    record_act("post.refused", actor=actor, subject_type="post", subject_id=post.id, now=now, reason=reason)


def leave_marked(
    post_ids: list[int], *, actor: Actor, now: datetime, decision: Decision = Decision.FINE
) -> None:
    """Note that somebody looked at marked posts and what came of it. Harmless for those that were judged before."""
    for check in db.session.query(PostCheck).filter(PostCheck.post_id.in_(post_ids)):
        if check.decision is None and not check.is_held:
            check.decision, check.decided_at, check.decided_by_id = decision, now, actor.id
    db.session.flush()
    needs_nobody(MARKED, post_ids, now=now)


def mark_again(post_ids: list[int]) -> None:
    """Have marked posts wait again, because the answer to them was taken back."""
    for check in db.session.query(PostCheck).filter(PostCheck.post_id.in_(post_ids)):
        if not check.is_held:
            check.decision = check.decided_at = check.decided_by_id = None
    db.session.flush()


def forget_waiting(post_id: int, *, now: datetime) -> None:
    """Ask nobody any more: its author took the post back."""
    needs_nobody(HELD, [post_id], now=now)
    needs_nobody(MARKED, [post_id], now=now)


def _decide(post: Post, decision: Decision, actor: Actor, now: datetime, reason: str = "") -> PostCheck:
    check = db.session.get(PostCheck, post.id)
    if check is None:
        check = PostCheck(post_id=post.id, is_held=True, checked_at=now)
        db.session.add(check)
    check.decision, check.decided_at, check.decided_by_id, check.reason = decision, now, actor.id, reason
    db.session.flush()
    needs_nobody(HELD, [post.id], now=now)
    return check


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "gate": finding.gate,
        "holds": finding.outcome == Outcome.HOLD,
        "key": finding.key,
        "words": finding.words,
        "share": finding.share,
    }
