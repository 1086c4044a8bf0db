"""The one poll of a member's digest: open, theirs to vote in, not voted in yet, and the first to close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import and_, exists, or_, select

from forum.core.database import db
from forum.core.digests import DigestPart, Place, register_digest_part
from forum.core.policy import Viewer
from forum.discussions.models import Post, Topic
from forum.polls.models import Poll, PollVoter
from forum.polls.policy import why_not_vote
from forum.polls.queries import load_sheet
from forum.polls.standing import standing_of
from forum.polls.words import Roll, State

TIME_TO_READ = timedelta(hours=2)
"""A poll that closes sooner is over before most have opened their mail."""


@dataclass(frozen=True, slots=True)
class WaitingPoll:
    """A poll that waits for a member's vote."""

    topic_id: int
    title: str
    question: str
    closes_at: datetime | None


def load_waiting(viewer: Viewer, since: datetime, now: datetime) -> WaitingPoll | None:
    """Return the poll that waits for the vote of `viewer`, if there is one."""
    voted = exists().where(PollVoter.poll_id == Poll.id, PollVoter.member_id == viewer.own_id)
    found = (
        select(Poll.id, Topic.id, Topic.title)
        .join(Topic, Topic.id == Poll.topic_id)
        .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1))
        .where(Poll.state == State.OPEN, Topic.visible_to(viewer), Topic.title_visible_to(viewer))
        .where(Post.visible_to(viewer), ~voted)
        .where(or_(Poll.closes_at.is_(None), Poll.closes_at > now + TIME_TO_READ))
    )
    if not (viewer.is_team or viewer.may_moderate):
        found = found.where(Poll.team_only.is_(False))
    row = db.session.execute(
        found.order_by(
            Poll.closes_at.is_(None), Poll.roll != Roll.OPEN, Poll.min_age_days, Poll.closes_at, Poll.id
        ).limit(1)
    ).one_or_none()
    if row is None:
        return None
    poll_id, topic_id, title = row
    sheet = load_sheet(poll_id)
    if sheet is None or why_not_vote(viewer, sheet, standing_of(viewer, sheet)) is not None:
        return None
    return WaitingPoll(topic_id, title, sheet.questions[0].text, sheet.closes_at)


def init_app(app: Flask) -> None:
    """Offer it."""
    register_digest_part(app, DigestPart("polls", Place.POLL, "polls/digest", load_waiting))
