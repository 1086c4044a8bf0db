"""Closing a poll by the clock or by hand, and holding a close that a jump of the clock brought about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from forum.audit.operations import record_act
from forum.core import events, outbox
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.versions import opening_scope, touch
from forum.polls.events import PollClosed, PollHeld
from forum.polls.models import Poll, PollWatch
from forum.polls.operations.opening import LONGEST, SHORTEST
from forum.polls.operations.voting import GRACE
from forum.polls.words import State

SEAL = "polls.seal"
JUMP = timedelta(minutes=5)
"""Between two looks at the clock; the looks are half a minute apart."""
WATCH = 1


def close_poll(poll: Poll, *, at: datetime) -> None:
    """Take no more votes from `at` on, and have the poll sealed once what arrived in time has been written.

    Raises:
        Invalid: when it is not open.
    """
    if poll.state != State.OPEN:
        raise Invalid(_("This poll is not open."))
    poll.state, poll.closed_at, poll.held_at = State.CLOSED, at, None
    db.session.flush()
    touch(opening_scope(poll.topic_id))
    events.record(PollClosed(poll.id, poll.topic_id, at))
    outbox.enqueue(SEAL, {"poll_id": poll.id}, run_after=at + GRACE, key=str(poll.id))


def close_by_hand(poll: Poll, *, actor: Actor, now: datetime) -> None:
    """Close a poll before its time, or one that is held.

    Raises:
        Invalid: when it is not open.
    """
    was_held = poll.held_at is not None
    close_poll(poll, at=min(now, poll.closes_at) if poll.closes_at else now)
    _recorded("poll.closed", poll, actor, now, was_held=was_held)


def go_on(poll: Poll, closes_at: datetime, *, actor: Actor, now: datetime) -> None:
    """Let a poll that is held go on until `closes_at`.

    Raises:
        Invalid: when it is not held, or the time does not do.
    """
    if poll.held_at is None or poll.state != State.OPEN:
        raise Invalid(_("This poll is not held."))
    if not now + SHORTEST <= closes_at <= now + LONGEST:
        raise Invalid(_("Choose a time between now and a year from now."), field="closes_at")
    poll.held_at, poll.closes_at = None, closes_at
    db.session.flush()
    touch(opening_scope(poll.topic_id))
    _recorded("poll.went-on", poll, actor, now, was_held=True)


def close_due(now: datetime) -> list[int]:
    """Close the polls whose time has come; hold them instead if the clock has jumped since the last look.

    A house that was switched off over the close looks the same as a clock that jumped: the team is asked as well.
    Answers the numbers of the polls concerned.
    """
    watch = db.session.get(PollWatch, WATCH, populate_existing=True, with_for_update=True)
    last = watch.looked_at if watch is not None else now
    if watch is None:
        db.session.add(PollWatch(id=WATCH, looked_at=now))
    else:
        watch.looked_at = now
    due = _due(now)
    jumped = now - last > JUMP
    for poll in due:
        if jumped:
            poll.held_at = now
            touch(opening_scope(poll.topic_id))
            events.record(PollHeld(poll.id, poll.topic_id, now))
        else:
            assert poll.closes_at is not None
            close_poll(poll, at=poll.closes_at)
    db.session.flush()
    return [poll.id for poll in due]


def unsealed(now: datetime) -> Sequence[int]:
    """Return the polls that closed a while ago and are not sealed yet, in case their job was lost."""
    return db.session.scalars(
        select(Poll.id).where(Poll.state == State.CLOSED, Poll.closed_at < now - 6 * GRACE)
    ).all()


def _due(now: datetime) -> Sequence[Poll]:
    return db.session.scalars(
        select(Poll)
        .where(Poll.state == State.OPEN, Poll.held_at.is_(None), Poll.closes_at <= now)
        .order_by(Poll.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _recorded(action: str, poll: Poll, actor: Actor, now: datetime, *, was_held: bool) -> None:
    record_act(action, actor=actor, subject_type="poll", subject_id=poll.id, now=now, was_held=was_held)
