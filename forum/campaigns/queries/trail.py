"""What became of a campaign: its steps, and whom the chosen idea is owed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from flask_babel import format_date
from sqlalchemy import and_, select

from forum.accounts.models import Member
from forum.campaigns.models import Campaign, CampaignStep, Idea
from forum.campaigns.queries.ideas import CAMPAIGN_ID, readable
from forum.campaigns.queries.thanks import first_helpers
from forum.campaigns.words import STEP_NAMES, StepKind
from forum.core.database import AnySelect, db
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.discussions.addresses import topic_address
from forum.discussions.models import Post, Topic
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.uploads.models import Upload


@dataclass(frozen=True, slots=True)
class Step:
    """One step, with its picture."""

    id: int
    kind: StepKind
    text: str
    on_day: date | None
    at: datetime
    picture: str | None
    alt: str
    width: int | None
    height: int | None

    @property
    def name(self) -> str:
        """What the step is."""
        return str(STEP_NAMES[self.kind])

    @property
    def day(self) -> str:
        """The day on which it stands on the shelf, in the reader's language."""
        return str(format_date(self.on_day, "long")) if self.on_day else ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The idea that was chosen, its author, and those who helped it along: the first of them, and how many more."""

    id: int
    title: str
    href: str
    language: str
    author: Person
    helpers: tuple[Person, ...]
    more_helpers: int


def steps_of(campaign_id: int) -> list[Step]:
    """Return the steps of a campaign whose brief the viewer may read, the first one first."""
    return [
        Step(
            row.id,
            StepKind(row.kind),
            row.text,
            row.on_day,
            row.at,
            f"/uploads/{row.key}/full.webp" if row.key else None,
            row.alt or "",
            row.width,
            row.height,
        )
        for row in fetch(_steps(), campaign_id=campaign_id)
    ]


def chosen_idea(viewer: Viewer, campaign_id: int) -> Chosen | None:
    """Return the chosen idea if it stands for every reader: who proposed it, who proposed the same, who spoke to it."""
    row = fetch(_chosen(), viewer, campaign_id=campaign_id).first()
    if row is None:
        return None
    author = person_from(*row[-6:])
    helpers = first_helpers(viewer, campaign_id, row.id, author.id)
    return Chosen(
        row.id, row.title, topic_address(row.id, row.slug), row.language, author, helpers.named, helpers.more
    )


def picture_is_shown(viewer: Viewer, upload_id: int) -> bool:
    """Whether a campaign that `viewer` may read shows the picture in its trail."""
    found = (
        select(CampaignStep.id)
        .join(Post, and_(Post.topic_id == CampaignStep.campaign_id, Post.number == 1))
        .where(CampaignStep.upload_id == upload_id, Post.visible_to(viewer))
    )
    return db.session.scalar(found.limit(1)) is not None


def pictures_needed(keys: Any) -> set[int]:
    """Return those of the pictures, given as keys by id, that a trail shows."""
    needed = select(CampaignStep.upload_id).where(CampaignStep.upload_id.in_(keys))
    return {id for id in db.session.scalars(needed) if id is not None} if keys else set()


def due(now: datetime) -> Sequence[int]:
    """Return the numbers of the campaigns whose dates bring them into their next phase."""
    of_ideas = and_(Campaign.phase == "ideas", Campaign.ideas_until <= now)
    of_vote = and_(Campaign.phase == "shortlist", Campaign.vote_from <= now)
    return db.session.scalars(select(Campaign.topic_id).where(of_ideas | of_vote)).all()


@cache
def _steps() -> AnySelect:
    return (
        select(
            CampaignStep.id,
            CampaignStep.kind,
            CampaignStep.text,
            CampaignStep.on_day,
            CampaignStep.at,
            Upload.key,
            Upload.alt,
            Upload.width,
            Upload.height,
        )
        .outerjoin(Upload, Upload.id == CampaignStep.upload_id)
        .where(CampaignStep.campaign_id == CAMPAIGN_ID)
        .order_by(CampaignStep.at, CampaignStep.id)
    )


@cache
def _chosen() -> AnySelect:
    columns = (Topic.id, Topic.title, Topic.slug, Topic.language, *person_columns())
    found: AnySelect = readable(select(*columns).select_from(Idea)).outerjoin(
        Member, Member.id == Topic.author_id
    )
    return found.where(Idea.campaign_id == CAMPAIGN_ID, Idea.is_chosen)
