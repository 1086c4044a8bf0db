"""What happens to a campaign when its vote ends, or when a post that carries it goes or comes back."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete, select

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.operations.voting import forget_picture, vote_ended, vote_goes_on
from forum.core import events
from forum.core.database import db
from forum.core.versions import LATEST, topic_scope, touch
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn
from forum.discussions.models import Post
from forum.polls.events import PollSealed, PollSucceeded
from forum.polls.models import Poll

AnyChange = PostHidden | PostUnhidden | PostWithdrawn | PostPurged


def _end_vote(event: PollSealed) -> None:
    """The result stands: the brand owes an answer from the close on."""
    poll = db.session.get_one(Poll, event.poll_id)
    if poll.is_current:
        vote_ended(poll.id, closed_at=poll.closed_at or event.at, now=event.at)


def _follow_poll(event: PollSucceeded) -> None:
    """The vote goes on in the poll that took the place of the other."""
    vote_goes_on(event.poll_id, event.successor_id)


def _refresh(event: AnyChange) -> None:
    """Have the pages follow that show the idea or lead to the campaign."""
    related = select(Idea.topic_id, Idea.campaign_id).where(
        (Idea.topic_id == event.topic_id) | (Idea.campaign_id == event.topic_id)
    )
    for ids in db.session.execute(related):
        touch(*(topic_scope(id) for id in ids), LATEST)


def _forget(event: PostPurged) -> None:
    """Forget what the brand said to an idea whose words are gone for good, and its picture in the vote."""
    if db.session.scalar(select(Post.number).where(Post.id == event.post_id)) != 1:
        return
    if db.session.get(Campaign, event.topic_id) is None:
        forget_picture(event.topic_id)
        db.session.execute(delete(Idea).where(Idea.topic_id == event.topic_id))


def init_app(app: Flask) -> None:
    """Listen."""
    events.listen(app, PollSealed, _end_vote)
    events.listen(app, PollSucceeded, _follow_poll)
    events.listen(app, PostHidden, _refresh)
    events.listen(app, PostUnhidden, _refresh)
    events.listen(app, PostWithdrawn, _refresh)
    events.listen(app, PostPurged, _refresh)
    events.listen(app, PostPurged, _forget)
