"""Where members are mentioned in what the brand says of ideas and of how a campaign goes on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from forum.campaigns.models import CampaignStep, Idea
from forum.core.former_mentions import plain_words
from forum.discussions.models import Topic


def _language_of(topic_id: Any) -> ColumnElement[Any]:
    return select(Topic.language).where(Topic.id == topic_id).scalar_subquery()


MENTIONING = (
    plain_words(Idea, "sentence", language=_language_of(Idea.topic_id)),
    plain_words(CampaignStep, "text", language=_language_of(CampaignStep.campaign_id)),
)
