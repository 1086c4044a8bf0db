"""The first-response clock: questions nobody answered, and complaints the team did not, by the brand's own promise."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from forum.audit.operations import record_act
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.settings import get_setting
from forum.desk.models import DeskCause
from forum.desk.policy import require_team
from forum.desk.settings import PROMISE_HOURS, complaint_phrases
from forum.discussions.models import Post, PostState

QUESTION, COMPLAINT = "question", "complaint"


def ask_for_answer(post: Post, *, now: datetime) -> None:
    """Start the clock for the question that `post` opens."""
    ask_for_human(
        QUESTION,
        post.id,
        about=Thing.post(post.id),
        now=now,
        by_id=post.author_id,
        not_before=_promised(post),
        since=post.created_at,
    )


def mark_complaint(post: Post, *, actor: Actor, now: datetime) -> None:
    """Say that a post is a complaint: the team owes it a first answer.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when it does not stand, or is marked already.
    """
    require_team(actor)
    if post.state != PostState.VISIBLE:
        raise Invalid(_("This post is not shown any more: somebody was here before you."))
    if is_complaint(post.id):
        raise Invalid(_("This is marked as a complaint already."))
    _ask(post, now=now, by_id=actor.id, phrase="")
    record_act("complaint.marked", actor=actor, subject_type="post", subject_id=post.id, now=now)


def unmark_complaint(post: Post, *, actor: Actor, now: datetime) -> None:
    """Say that a post is none after all; harmless when it is not marked.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    needs_nobody(COMPLAINT, [post.id], now=now)
    record_act("complaint.unmarked", actor=actor, subject_type="post", subject_id=post.id, now=now)


def note_phrases(post: Post, *, now: datetime) -> str | None:
    """Mark `post` as a complaint when it says one of the brand's phrases; answers which."""
    phrases = complaint_phrases()
    if not phrases:
        return None
    words = " ".join(post.text.split()).casefold()
    found = next((each for each in phrases if re.search(rf"\b{re.escape(each)}\b", words)), None)
    if found is not None and not is_complaint(post.id):
        _ask(post, now=now, by_id=None, phrase=found)
    return found


def answered_by(topic_id: int, *, is_team: bool, now: datetime) -> None:
    """Stop the clocks in a topic in which somebody else answered: the question's, and for the team the complaints'."""
    stopping = [QUESTION, COMPLAINT] if is_team else [QUESTION]
    running = (
        select(DeskCause.source, DeskCause.reference)
        .join(Post, Post.id == DeskCause.reference)
        .where(Post.topic_id == topic_id, DeskCause.source.in_(stopping), DeskCause.settled_at.is_(None))
    )
    rows = db.session.execute(running).all()
    for source in stopping:
        needs_nobody(source, [row.reference for row in rows if row.source == source], now=now)


def stop_for(post_id: int, *, now: datetime) -> None:
    """Stop the clocks of a post that no longer stands."""
    for source in (QUESTION, COMPLAINT):
        needs_nobody(source, [post_id], now=now)


def is_complaint(post_id: int) -> bool:
    """Whether a post is marked as a complaint that the team has not answered."""
    marked = select(DeskCause.id).where(
        DeskCause.source == COMPLAINT, DeskCause.reference == post_id, DeskCause.settled_at.is_(None)
    )
    return db.session.scalar(marked) is not None


def _ask(post: Post, *, now: datetime, by_id: int | None, phrase: str) -> None:
    ask_for_human(
        COMPLAINT,
        post.id,
        about=Thing.post(post.id),
        now=now,
        by_id=by_id,
        not_before=_promised(post),
        since=post.created_at,
        details={"phrase": phrase},
    )


def _promised(post: Post) -> datetime:
    return post.created_at + timedelta(hours=int(get_setting(PROMISE_HOURS)))
