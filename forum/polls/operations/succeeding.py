"""Asking anew: the wording of a poll is fixed with the first vote, so other words are another poll in its place."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.audit.operations import record_act
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.versions import opening_scope, touch
from forum.discussions.models import Topic
from forum.polls.events import PollSucceeded
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.opening import NewPoll, open_poll, write_poll
from forum.polls.policy import require_open, why_not_anew
from forum.polls.words import State


def make_successor(old: Poll, new: NewPoll, *, actor: Actor, now: datetime) -> Poll:
    """Write down, as a draft, a poll that is to take the place of `old`, which goes on until that one is opened.

    Raises:
        NotAllowed: for those who may not put a poll into the topic.
        Invalid: when `old` is a draft, has a successor already, or the poll cannot be asked like that.
    """
    topic = db.session.get_one(Topic, old.topic_id)
    require_open(actor, topic)
    if why := why_not_anew(topic.kind, old.id):
        raise Invalid(why)
    if old.state == State.DRAFT:
        raise Invalid(_("A draft is not asked anew: discard it and write another one."))
    if db.session.scalar(select(Poll.id).where(Poll.predecessor_id == old.id)) is not None:
        raise Invalid(_("This poll has a successor already."))
    return write_poll(topic, new, actor=actor, now=now, predecessor=old)


def open_in_place(poll: Poll, *, actor: Actor, now: datetime, silent: bool = False) -> None:
    """Open a poll; one that follows another takes its place, and the other closes if it was open.

    Raises:
        Invalid: as `open_poll`.
    """
    if poll.predecessor_id is None:
        open_poll(poll, actor=actor, now=now, silent=silent)
        return
    old = db.session.get_one(Poll, poll.predecessor_id, populate_existing=True, with_for_update=True)
    if why := why_not_anew(db.session.get_one(Topic, old.topic_id).kind, old.id):
        raise Invalid(why)
    if old.state == State.OPEN:
        close_poll(old, at=min(now, old.closes_at) if old.closes_at else now)
    old.is_current = False
    db.session.flush()
    poll.is_current = True
    open_poll(poll, actor=actor, now=now, silent=True)
    touch(opening_scope(poll.topic_id))
    record_act(
        "poll.succeeded", actor=actor, subject_type="poll", subject_id=old.id, now=now, successor=poll.id
    )
    events.record(PollSucceeded(old.id, poll.id, poll.topic_id, actor.id, now, silent))
