"""What the brand makes of the result: the outcome with its reason, and the steps of the trail."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.campaigns.events import CampaignMoved
from forum.campaigns.models import STEP_LENGTH, Campaign, CampaignStep, Idea
from forum.campaigns.operations.campaigns import move_to, topic_of_campaign
from forum.campaigns.policy import require_run
from forum.campaigns.words import ANSWERED, CAMPAIGN, SHELF, IdeaState, OutcomeKind, Phase, StepKind
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_text
from forum.core.versions import topic_scope, touch
from forum.discussions.operations.posts import reply
from forum.discussions.operations.texts import Prepared


def publish_outcome(
    campaign: Campaign,
    outcome: OutcomeKind,
    reason: str | Prepared,
    *,
    chosen: Idea | None,
    actor: Actor,
    now: datetime,
    once: str | None = None,
    silent: bool = False,
) -> None:
    """Say what the brand does with the result, and why. The reason is a post of the campaign's topic.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: before the vote has ended, a second time, without a reason, or without the idea that is made.
    """
    require_run(actor)
    if why := why_no_outcome(campaign):
        raise Invalid(why)
    made = outcome is not OutcomeKind.NOT_MADE
    if made and chosen is None:
        raise Invalid(_("Choose the idea that you make."), field="chosen")
    if chosen is not None and (chosen.campaign_id != campaign.topic_id or chosen.state != IdeaState.KEPT):
        raise Invalid(_("Choose an idea that was on the shortlist."), field="chosen")
    # Followers are told of the outcome, so they need not be told of the post as well.
    post = reply(topic_of_campaign(campaign), source=reason, author=actor, now=now, once=once, silent=True)
    campaign.outcome, campaign.outcome_post_id, campaign.outcome_at = outcome, post.id, now
    if chosen is not None:
        chosen.is_chosen = True
        touch(topic_scope(chosen.topic_id))
    phase = Phase.TRAIL if made else Phase.OUTCOME
    move_to(campaign, phase, actor=actor, now=now, news=ANSWERED, silent=silent)
    record_act(
        "campaign.outcome-published",
        actor=actor,
        subject_type=CAMPAIGN,
        subject_id=campaign.topic_id,
        now=now,
        outcome=outcome.value,
    )


def why_no_outcome(campaign: Campaign) -> str | None:
    """Return why no outcome can be published now; None where one is owed."""
    if campaign.phase == Phase.OUTCOME and campaign.outcome is None:
        return None
    return str(_("There is no answer to give now: the vote has not ended, or the outcome is published."))


def add_step(
    campaign: Campaign,
    kind: StepKind,
    *,
    text: str = "",
    on_day: date | None = None,
    upload_id: int | None = None,
    actor: Actor,
    now: datetime,
    silent: bool = False,
) -> CampaignStep:
    """Show how far the chosen idea has come.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: while nothing is made, with too long a text, or without words, day and picture.
    """
    require_run(actor)
    if campaign.phase != Phase.TRAIL:
        raise Invalid(_("Publish the outcome first."))
    text = _checked_step(kind, text, on_day, upload_id)
    step = CampaignStep(
        campaign_id=campaign.topic_id, kind=kind, text=text, on_day=on_day, upload_id=upload_id, at=now
    )
    db.session.add(step)
    db.session.flush()
    touch(topic_scope(campaign.topic_id))
    if kind is StepKind.SHELF:
        _tell_of_shelf(step, actor, now, silent=silent)
    else:
        events.record(CampaignMoved(campaign.topic_id, "step", actor.id, now, silent))
    _recorded("campaign.step-added", step, actor, now)
    return step


def edit_step(
    step: CampaignStep,
    kind: StepKind,
    *,
    text: str = "",
    on_day: date | None = None,
    upload_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a step of the trail right: a day that moved, a slip of the pen. Without a new picture the old one stays.

    Nobody is told, unless it comes to the shelf by it: that is news, once.

    Raises:
        NotAllowed, Invalid: as in `add_step`.
    """
    require_run(actor)
    step.text = _checked_step(kind, text, on_day, upload_id or step.upload_id)
    step.kind, step.on_day, step.edited_at = kind, on_day, now
    if upload_id is not None:
        step.upload_id = upload_id
    if kind is StepKind.SHELF and not step.is_shelf_told:
        _tell_of_shelf(step, actor, now)
    db.session.flush()
    touch(topic_scope(step.campaign_id))
    _recorded("campaign.step-edited", step, actor, now)


def _tell_of_shelf(step: CampaignStep, actor: Actor, now: datetime, *, silent: bool = False) -> None:
    step.is_shelf_told = True
    events.record(CampaignMoved(step.campaign_id, SHELF, actor.id, now, silent, step.on_day))


def _checked_step(kind: StepKind, text: str, on_day: date | None, upload_id: int | None) -> str:
    text = clean_text(text)
    if len(text) > STEP_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=STEP_LENGTH), field="text")
    if kind is StepKind.SHELF and on_day is None:
        raise Invalid(_("Say on which day it stands on the shelf."), field="on_day")
    if not (text or upload_id or on_day):
        raise Invalid(_("Say something about it, or show a picture."), field="text")
    return text


def _recorded(action: str, step: CampaignStep, actor: Actor, now: datetime) -> None:
    record_act(
        action,
        actor=actor,
        subject_type=CAMPAIGN,
        subject_id=step.campaign_id,
        now=now,
        step=StepKind(step.kind).value,
    )
