"""Who may run campaigns and propose ideas, and what of them may be met. Decided here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.words import Phase
from forum.core.database import db
from forum.core.policy import Actor, NotAllowed, NotFound, Permission, Viewer
from forum.discussions.models import Post, Topic
from forum.discussions.operations.topics import first_post_of
from forum.discussions.policy import get_post_for, get_topic_for


@dataclass(frozen=True, slots=True)
class Opened:
    """A campaign or an idea with its topic and the post that opened it."""

    topic: Topic
    post: Post


@dataclass(frozen=True, slots=True)
class OpenedCampaign(Opened):
    """A campaign whose brief the viewer may read."""

    campaign: Campaign


@dataclass(frozen=True, slots=True)
class OpenedIdea(Opened):
    """An idea whose words the viewer may read."""

    idea: Idea


def may_run(actor: Actor) -> bool:
    """Whether `actor` runs campaigns: the brand and administrators."""
    return Permission.RUN_CAMPAIGNS in actor.permissions


def require_run(actor: Actor) -> None:
    """Refuse those who do not run campaigns.

    Raises:
        NotAllowed: for them.
    """
    if not may_run(actor):
        raise NotAllowed(_("Only the brand runs campaigns."))


def takes_ideas(campaign: Campaign, topic: Topic) -> bool:
    """Whether ideas may be proposed now."""
    return campaign.phase == Phase.IDEAS and topic.closed_at is None and topic.merged_into_id is None


def get_campaign_for(viewer: Viewer, topic_id: int) -> OpenedCampaign:
    """Return the campaign of the topic `topic_id` if `viewer` may read its brief.

    Raises:
        NotFound, NotAllowed: otherwise, as for the post that carries it.
    """
    campaign = db.session.get(Campaign, topic_id)
    if campaign is None:
        raise NotFound
    topic = get_topic_for(viewer, topic_id)
    return OpenedCampaign(topic, get_post_for(viewer, first_post_of(topic).id), campaign)


def get_idea_for(viewer: Viewer, topic_id: int) -> OpenedIdea:
    """Return the idea of the topic `topic_id` if `viewer` may read it and its campaign.

    Raises:
        NotFound, NotAllowed: otherwise.
    """
    idea = db.session.get(Idea, topic_id)
    if idea is None:
        raise NotFound
    topic = get_topic_for(viewer, topic_id)
    get_campaign_for(viewer, idea.campaign_id)
    return OpenedIdea(topic, get_post_for(viewer, first_post_of(topic).id), idea)
