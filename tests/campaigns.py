"""Campaigns of the cast, run through the operations that the brand and fans use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.operations.campaigns import BY_HAND, Dates, start_campaign
from forum.campaigns.operations.ideas import keep_idea, propose_idea
from forum.campaigns.operations.outcomes import publish_outcome
from forum.campaigns.operations.voting import Vote, open_vote
from forum.campaigns.words import Form, OutcomeKind
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Category
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import cast_ballot
from tests.conversations import NOON, shelf

LATER = NOON + timedelta(hours=1)


def a_campaign(
    brand: Viewer,
    *,
    title: str = "The winter flavour",
    brief: str = "Which flavour shall we bake this winter?",
    form: Form = Form.FLAVOUR,
    category: Category | None = None,
    dates: Dates = BY_HAND,
    now: datetime = NOON,
    **more: Any,
) -> int:
    """Begin a campaign; answers its number."""
    place = category or shelf(f"shelf-{db.session.query(Category).count()}")
    with write_transaction():
        return start_campaign(
            category=db.session.get_one(Category, place.id),
            title=title,
            brief=brief,
            form=form,
            dates=dates,
            author=brand,
            now=now,
            **more,
        ).topic_id


def an_idea(
    fan: Viewer, campaign_id: int, title: str = "Hazelnut", source: str = "", *, now: datetime = NOON
) -> int:
    """Propose an idea; answers its number."""
    with write_transaction():
        return propose_idea(
            the_campaign(campaign_id), title=title, source=source or f"{title}, please.", author=fan, now=now
        ).topic_id


def keep(brand: Viewer, *ideas: int, now: datetime = NOON) -> None:
    """Put ideas on the shortlist."""
    with write_transaction():
        for idea_id in ideas:
            keep_idea(the_idea(idea_id), actor=brand, now=now)


def ask(brand: Viewer, campaign_id: int, *, now: datetime = NOON, **rules: Any) -> int:
    """Open the vote; answers the number of the poll."""
    with write_transaction():
        return open_vote(the_campaign(campaign_id), Vote(**rules), actor=brand, now=now).id


def vote(fan: Viewer, poll_id: int, *options: int, at: datetime = LATER) -> None:
    """Vote for some options."""
    with write_transaction():
        cast_ballot(fan, poll_id, {"q1": [str(each) for each in options]}, arrived=at, now=at)


def end(poll_id: int, *, at: datetime = LATER) -> None:
    """Close the vote and have it counted."""
    with write_transaction():
        close_poll(db.session.get_one(Poll, poll_id, populate_existing=True), at=at)
    with write_transaction():
        assert seal_poll(poll_id, now=at + timedelta(seconds=11))


def a_decided(
    brand: Viewer, fans: Sequence[Viewer], *, is_secret: bool = True, **more: Any
) -> tuple[int, list[int]]:
    """Run a campaign to the end of its vote, which the first idea wins; answers it and its ideas."""
    campaign_id = a_campaign(brand, **more)
    ideas = [
        an_idea(fan, campaign_id, title) for fan, title in zip(fans, ("Hazelnut", "Cherry"), strict=False)
    ]
    keep(brand, *ideas)
    poll_id = ask(brand, campaign_id, is_secret=is_secret)
    for fan in fans:
        vote(fan, poll_id, 1)
    end(poll_id)
    return campaign_id, ideas


def publish(
    brand: Viewer,
    campaign_id: int,
    chosen: int | None,
    *,
    outcome: OutcomeKind = OutcomeKind.AS_IS,
    reason: str = "You wanted it, so we bake it.",
    now: datetime = LATER,
) -> None:
    """Publish the outcome."""
    with write_transaction():
        publish_outcome(
            the_campaign(campaign_id),
            outcome,
            reason,
            chosen=the_idea(chosen) if chosen else None,
            actor=brand,
            now=now,
        )


def the_campaign(campaign_id: int) -> Campaign:
    """Return a campaign as the database has it now."""
    return db.session.get_one(Campaign, campaign_id, populate_existing=True)


def the_idea(idea_id: int) -> Idea:
    """Return an idea as the database has it now."""
    return db.session.get_one(Idea, idea_id, populate_existing=True)
