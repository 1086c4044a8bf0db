"""Beginning a campaign, and moving it on: by hand, by its dates, by its vote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.campaigns.events import CampaignMoved
from forum.campaigns.models import Campaign
from forum.campaigns.policy import require_run
from forum.campaigns.settings import note_that_there_are_campaigns
from forum.campaigns.words import CAMPAIGN, Form, Phase
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Audience, Invalid
from forum.core.versions import LATEST, topic_scope, touch
from forum.discussions.models import Category, Topic
from forum.discussions.operations.texts import Prepared
from forum.discussions.operations.topics import start_topic


@dataclass(frozen=True, slots=True)
class Dates:
    """When a campaign comes into its next phase by itself; what is None is done by hand."""

    ideas_until: datetime | None = None
    vote_from: datetime | None = None
    vote_until: datetime | None = None


BY_HAND = Dates()


def start_campaign(
    *,
    category: Category,
    title: str,
    brief: str | Prepared,
    form: Form,
    dates: Dates = BY_HAND,
    author: Actor,
    now: datetime,
    once: str | None = None,
    tags: Iterable[str] = (),
    silent: bool = False,
) -> Campaign:
    """Begin a campaign with its brief; ideas are taken at once.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: with one message for each field that cannot be accepted.
    """
    require_run(author)
    if category.start_level > Audience.MEMBERS:
        raise Invalid(
            _("Members cannot write in this category. Choose one where they can."), field="category"
        )
    check_dates(dates, now=None if silent else now)
    topic = start_topic(
        category=category,
        kind=CAMPAIGN,
        title=title,
        source=brief,
        author=author,
        now=now,
        once=once,
        tags=tags,
        silent=silent,
    )
    campaign = Campaign(
        topic_id=topic.id,
        form=form,
        phase=Phase.IDEAS,
        phase_since=now,
        ideas_until=dates.ideas_until,
        vote_from=dates.vote_from,
        vote_until=dates.vote_until,
    )
    db.session.add(campaign)
    db.session.flush()
    note_that_there_are_campaigns()
    touch(LATEST)
    record_act("campaign.started", actor=author, subject_type=CAMPAIGN, subject_id=topic.id, now=now)
    return campaign


def set_dates(campaign: Campaign, dates: Dates, *, actor: Actor, now: datetime) -> None:
    """Let a campaign come into its next phases at other times.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: when the dates are past or out of order, or the vote is open already, whose end is fixed.
    """
    require_run(actor)
    if campaign.phase not in (Phase.IDEAS, Phase.SHORTLIST):
        raise Invalid(_("The vote has begun: its dates are fixed."))
    changed = [
        name
        for name in ("ideas_until", "vote_from", "vote_until")
        if getattr(dates, name) != getattr(campaign, name)
    ]
    check_dates(dates, now=now, changed=changed)
    before = {name: _written(getattr(campaign, name)) for name in changed}
    campaign.ideas_until, campaign.vote_from, campaign.vote_until = (
        dates.ideas_until,
        dates.vote_from,
        dates.vote_until,
    )
    db.session.flush()
    touch(topic_scope(campaign.topic_id), LATEST)
    record_act(
        "campaign.dates-set",
        actor=actor,
        subject_type=CAMPAIGN,
        subject_id=campaign.topic_id,
        now=now,
        before=before,
        after={name: _written(getattr(campaign, name)) for name in changed},
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def check_dates(
    dates: Dates,
    *,
    now: datetime | None,
    changed: Iterable[str] = ("ideas_until", "vote_from", "vote_until"),
) -> None:
    """Refuse dates that are past, or not one after the other.

    Raises:
        Invalid: with the field that is wrong.
    """
    for name in changed:
        moment = getattr(dates, name)
        if moment is not None and now is not None and moment <= now:
            raise Invalid(_("Choose a time that is still to come."), field=name)
    if dates.ideas_until and dates.vote_from and dates.vote_from < dates.ideas_until:
        raise Invalid(_("The vote cannot begin before the ideas are in."), field="vote_from")
    begins = dates.vote_from or dates.ideas_until
    if begins and dates.vote_until and dates.vote_until <= begins:
        raise Invalid(_("The vote has to end after it began."), field="vote_until")


def close_ideas(campaign: Campaign, *, actor: Actor, now: datetime) -> None:
    """Take no more ideas: the brand reads them now.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: when no ideas were taken any more.
    """
    require_run(actor)
    if campaign.phase != Phase.IDEAS:
        raise Invalid(_("This campaign takes no ideas any more."))
    move_to(campaign, Phase.SHORTLIST, actor=actor, now=now)


def end_without_vote(campaign: Campaign, *, actor: Actor, now: datetime) -> None:
    """End a campaign before anybody voted. From now on the brand owes an answer.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: when a vote is open or the campaign has ended.
    """
    require_run(actor)
    if campaign.phase not in (Phase.IDEAS, Phase.SHORTLIST):
        raise Invalid(_("This campaign has ended, or is being voted on."))
    campaign.closed_at = now
    move_to(campaign, Phase.OUTCOME, actor=actor, now=now)


def move_to(
    campaign: Campaign,
    phase: Phase,
    *,
    actor: Actor,
    now: datetime,
    news: str | None = None,
    silent: bool = False,
) -> None:
    """Bring a campaign into `phase`, write it down, and have everybody told who follows it."""
    before, campaign.phase, campaign.phase_since = campaign.phase, phase, now
    db.session.flush()
    touch(topic_scope(campaign.topic_id), LATEST)
    events.record(CampaignMoved(campaign.topic_id, news or phase.value, actor.id, now, silent))
    record_act(
        "campaign.moved",
        actor=actor,
        subject_type=CAMPAIGN,
        subject_id=campaign.topic_id,
        now=now,
        before=str(before),
        after=phase.value,
    )


def topic_of_campaign(campaign: Campaign) -> Topic:
    """Return the topic that carries a campaign."""
    return db.session.get_one(Topic, campaign.topic_id)
