"""Polls of the cast, made and filled in through the operations that members use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.core.upsert import insert_missing
from forum.discussions.models import Post, Topic
from forum.gatekeeping.models import TrustGrant
from forum.gatekeeping.trust import Level
from forum.polls.models import Ballot, Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.live import recount
from forum.polls.operations.opening import NewPoll, make_poll, open_poll
from forum.polls.operations.questions import NewOption, NewQuestion
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import Cast, cast_ballot
from forum.polls.words import Kind, Method, State
from tests.conversations import NOON, opening

FLAVOURS = ("Oat", "Hazel", "Rye")
LATER = NOON + timedelta(hours=1)
FRAGMENT = {"HX-Request": "true"}


def question(kind: Kind = Kind.ONE, options: Sequence[str] = FLAVOURS, **rules: Any) -> NewQuestion:
    """Return a question about flavours."""
    return NewQuestion("Which flavour?", kind, [NewOption(title) for title in options], **rules)


def asking(kind: Kind = Kind.ONE, method: Method | None = None, **rules: Any) -> NewPoll:
    """Return a poll with one question, named unless said otherwise, that closes a day after noon."""
    poll = NewPoll([question(kind, method=method)], closes_at=NOON + timedelta(days=1), is_secret=False)
    return replace(poll, **rules)


def filled(*titles: str, **more: Any) -> MultiDict[str, Any]:
    """Return the form of a small poll."""
    fields: dict[str, Any] = {
        "questions-0-text": "Which flavour?",
        "questions-0-kind": "one",
        "questions-0-method": "usual",
        "shown": "always",
        "secrecy": "secret",
        "roll": "open",
        "may_change": "y",
        "shuffles": "y",
        "min_age_days": "0",
    }
    fields |= {f"questions-0-options-{place}-title": title for place, title in enumerate(titles)}
    return MultiDict({**fields, **more})


def trust(member: Viewer) -> None:
    """Let `member` be trusted, as those are who may put a poll into a topic of theirs."""
    grant = {"level": int(Level.TRUSTED), "reason": "A known face.", "granted_at": NOON}
    with write_transaction():
        insert_missing(TrustGrant, [{"member_id": member.id, **grant}])


def poll_on(
    post: Post, author: Viewer, new: NewPoll | None = None, *, now: datetime = NOON, is_open: bool = True
) -> int:
    """Put a poll below `post`; answers its number."""
    trust(author)
    with write_transaction():
        poll = make_poll(db.session.get_one(Topic, post.topic_id), new or asking(), actor=author, now=now)
        if is_open:
            open_poll(poll, now=now)
        return poll.id


def a_poll(author: Viewer, new: NewPoll | None = None, **options: Any) -> int:
    """Open a poll in a new topic of `author`; answers its number."""
    return poll_on(opening(author, title="What next?"), author, new, **options)


def vote(viewer: Viewer, poll_id: int, *, at: datetime = LATER, **marks: str | list[str]) -> Cast:
    """Cast a ballot: `vote(alice, 7, q1="2")`."""
    typed = {
        name.replace("_", "-"): [value] if isinstance(value, str) else value for name, value in marks.items()
    }
    with write_transaction():
        return cast_ballot(viewer, poll_id, typed, arrived=at, now=at)


def stored() -> list[str]:
    """Return all ballots as they stand in the database now."""
    db.session.rollback()
    return list(db.session.scalars(db.select(Ballot.choices)))


def count_now(poll_id: int, *, at: datetime = LATER) -> None:
    """Count an open poll as the worker does now and then."""
    with write_transaction():
        recount(poll_id, now=at)


def close(poll_id: int, *, at: datetime = LATER) -> None:
    """Close a poll."""
    with write_transaction():
        close_poll(db.session.get_one(Poll, poll_id, populate_existing=True), at=at)


def seal(poll_id: int, *, at: datetime = LATER) -> None:
    """Close a poll unless it is, and seal it once those who voted in time have been waited for."""
    if db.session.get_one(Poll, poll_id, populate_existing=True).state == State.OPEN:
        close(poll_id, at=at)
    with write_transaction():
        assert seal_poll(poll_id, now=at + timedelta(seconds=11))
