"""What happened to campaigns, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CampaignMoved:
    """A campaign began, came into its next phase, has an outcome, or news of its trail: `news` says which.

    What stands on the shelf does so from `on_day`. Imports and the demo community are `silent`.
    """

    topic_id: int
    news: str
    actor_id: int | None
    at: datetime
    silent: bool = False
    on_day: date | None = None


@dataclass(frozen=True)
class IdeaProposed:
    """An idea is part of a campaign, whether it stands already or waits for a moderator."""

    topic_id: int
    campaign_id: int
    author_id: int | None
    at: datetime
    silent: bool = False


@dataclass(frozen=True)
class IdeaAnswered:
    """The brand said what it does with an idea."""

    topic_id: int
    campaign_id: int
    author_id: int | None
    state: str
    sentence: str
    actor_id: int | None
    at: datetime
    silent: bool = False
