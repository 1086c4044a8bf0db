"""Moving campaigns on by their dates."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from flask import Flask

from forum.campaigns.models import Campaign
from forum.campaigns.operations.campaigns import close_ideas
from forum.campaigns.operations.voting import Vote, open_vote
from forum.campaigns.queries.trail import due
from forum.campaigns.words import Phase
from forum.core import chores
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM, Invalid

EVERY = timedelta(minutes=1)
log = logging.getLogger(__name__)


def move_on() -> None:
    """Bring every campaign whose date has come into its next phase."""
    now = clock.now()
    db.session.rollback()
    for topic_id in list(due(now)):
        try:
            with write_transaction():
                _move(topic_id, now)
        except Invalid as reason:
            # For example fewer than two ideas were kept: the desk shows that the date has passed.
            log.info("campaign %d waits for the brand: %s", topic_id, reason)


def _move(topic_id: int, now: datetime) -> None:
    campaign = db.session.get(Campaign, topic_id, populate_existing=True, with_for_update=True)
    if campaign is None:
        return
    if campaign.phase == Phase.IDEAS and campaign.ideas_until and campaign.ideas_until <= now:
        close_ideas(campaign, actor=SYSTEM, now=now)
    elif campaign.phase == Phase.SHORTLIST and campaign.vote_from and campaign.vote_from <= now:
        open_vote(campaign, Vote(closes_at=campaign.vote_until), actor=SYSTEM, now=now)


def init_app(app: Flask) -> None:
    """Let the worker of `app` do it."""
    chores.chore(app, "campaigns.move-on", move_on, every=EVERY)
