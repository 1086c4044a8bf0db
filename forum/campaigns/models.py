"""What belongs to campaigns and ideas beside their topics. Who may read a topic's first post may read this too."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.campaigns.words import Form, IdeaState, Phase
from forum.core.database import Model

SENTENCE_LENGTH = 500
STEP_LENGTH = 1_000


class Campaign(Model):
    """A campaign. Its brief is the first post of its topic, the reason for its outcome a post of that topic.

    `closed_at` is the moment from which the brand owes an answer; it owes none any more once `outcome_at` is there.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("phase IN ('ideas', 'shortlist', 'vote', 'outcome', 'trail')", name="known_phase"),
        CheckConstraint(
            "form IN ('flavour', 'name', 'packaging', 'slogan', 'other')",
            name="known_form",
        ),
        CheckConstraint("outcome IN ('as-is', 'adapted', 'not-made')", name="known_outcome"),
        CheckConstraint(
            "(outcome IS NULL) = (outcome_post_id IS NULL) AND (outcome IS NULL) = (outcome_at IS NULL)",
            name="outcome_with_a_reason",
        ),
        CheckConstraint("phase NOT IN ('outcome', 'trail') OR closed_at IS NOT NULL", name="closed"),
        CheckConstraint(
            "phase <> 'trail' OR (outcome IS NOT NULL AND outcome <> 'not-made')", name="trail_of_something"
        ),
        CheckConstraint("vote_from IS NULL OR ideas_until IS NULL OR vote_from >= ideas_until", name="order"),
        CheckConstraint(
            "vote_until IS NULL OR vote_from IS NULL OR vote_until > vote_from", name="vote_ends"
        ),
        Index("ix_campaign_phase", "phase", "ideas_until"),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    form: Mapped[str] = mapped_column(String(20), default=Form.OTHER)
    phase: Mapped[str] = mapped_column(String(20), default=Phase.IDEAS)
    phase_since: Mapped[datetime]
    ideas_until: Mapped[datetime | None]
    vote_from: Mapped[datetime | None]
    vote_until: Mapped[datetime | None]
    poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id", ondelete="SET NULL"), unique=True)
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    outcome_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), unique=True)
    outcome_at: Mapped[datetime | None]


class Idea(Model):
    """What somebody proposes in a campaign, and what the brand answered."""

    __tablename__ = "idea"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'kept', 'merged', 'not-kept')", name="known_state"),
        CheckConstraint("merged_into_id IS NULL OR state = 'merged'", name="merged_into_another"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> topic_id", name="not_into_itself"),
        CheckConstraint("state <> 'not-kept' OR sentence <> ''", name="not_kept_because"),
        Index("ix_idea_campaign", "campaign_id", "state"),
        Index(
            "ix_idea_chosen",
            "campaign_id",
            unique=True,
            sqlite_where=sql("is_chosen"),
            postgresql_where=sql("is_chosen"),
        ),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.topic_id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(20), default=IdeaState.OPEN)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("idea.topic_id", ondelete="SET NULL"), index=True
    )
    sentence: Mapped[str] = mapped_column(String(SENTENCE_LENGTH), default="")
    """What the brand says to its author."""
    answered_at: Mapped[datetime | None]
    option_number: Mapped[int | None]
    """Which option of the vote it is."""
    is_chosen: Mapped[bool] = mapped_column(default=False)
    recipe_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"), index=True)
    """The recipe of its author that shows how it could be made."""


class CampaignStep(Model):
    """One step of the trail: how far the chosen idea has come."""

    __tablename__ = "campaign_step"
    __table_args__ = (CheckConstraint("kind IN ('development', 'prototype', 'shelf')", name="known_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.topic_id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on_day: Mapped[date | None]
    """The day on which it stands on the shelf."""
    text: Mapped[str] = mapped_column(String(STEP_LENGTH), default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    is_shelf_told: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether followers and voters were told that it has a day on the shelf: they are once, whatever is edited."""
