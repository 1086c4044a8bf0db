"""Campaigns as lists show them: one statement, whatever they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask_babel import format_date, gettext as _
from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.words import FORM_NAMES, OUTCOME_NAMES, PHASE_NAMES, Form, OutcomeKind, Phase
from forum.core.database import AnyRow, AnySelect
from forum.core.markup.plain import excerpt
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.pictures import first_pictures
from forum.discussions.queries.topic_rows import listable

PAGE_SIZE = 30
EXCERPT_LENGTH = 200
OWED = 0
"""The part of the brand's list in which stand the campaigns whose answer is owed."""
ANSWER = aliased(Post)
"""The post with the reason for the outcome."""
MARK = aliased(Campaign)
"""The last campaign of the page before."""


@dataclass(slots=True)
class CampaignRow:
    """One campaign of a list."""

    id: int
    title: str
    language: str
    excerpt: str
    form: Form
    phase: Phase
    ideas_until: datetime | None
    vote_from: datetime | None
    vote_until: datetime | None
    closed_at: datetime | None
    outcome: OutcomeKind | None
    ideas: int
    open_ideas: int
    chosen: str | None
    post_id: int
    taught: str = ""
    """Why the brand answered as it did: the beginning of its words."""
    picture: str | None = None

    @property
    def href(self) -> str:
        """Where the campaign is."""
        return f"/campaigns/{self.id}"

    @property
    def is_running(self) -> bool:
        """Whether something is still to come: its outcome."""
        return self.outcome is None

    @property
    def owed_since(self) -> datetime | None:
        """Since when the brand owes an answer."""
        return self.closed_at if self.is_running else None

    def is_overdue(self, now: datetime) -> bool:
        """Whether its date has passed and it could not move on by itself."""
        return self.phase is Phase.SHORTLIST and self.vote_from is not None and self.vote_from <= now

    @property
    def form_name(self) -> str:
        """What is looked for."""
        return str(FORM_NAMES[self.form])

    @property
    def phase_name(self) -> str:
        """Where it stands."""
        return str(PHASE_NAMES[self.phase])

    @property
    def outcome_name(self) -> str:
        """What the brand does with the result."""
        return str(OUTCOME_NAMES[self.outcome]) if self.outcome else ""

    @property
    def next(self) -> str:
        """What comes next and when, as far as that is said."""
        if self.phase is Phase.IDEAS and self.ideas_until:
            return str(_("Ideas until %(day)s", day=format_date(self.ideas_until, "long")))
        if self.phase is Phase.SHORTLIST and self.vote_from:
            return str(_("Vote from %(day)s", day=format_date(self.vote_from, "long")))
        if self.phase is Phase.VOTE and self.vote_until:
            return str(_("Vote until %(day)s", day=format_date(self.vote_until, "long")))
        if self.owed_since:
            return str(_("Answer awaited since %(day)s", day=format_date(self.owed_since, "long")))
        return ""


@dataclass(frozen=True, slots=True)
class CampaignsPage:
    """Some campaigns; `further` is the mark for those that come after them."""

    rows: Sequence[CampaignRow]
    further: int | None


def campaigns_for(viewer: Viewer, after: int | None = None, *, owed_first: bool = False) -> CampaignsPage:
    """Return campaigns that `viewer` may read: the running ones first, then those that are decided.

    `after` is the campaign behind which the page begins; where there is no such campaign, nothing comes after it.
    `owed_first`: those whose answer is owed stand before the others that are running, the longest owed first.
    """
    statement = _rows(False, after is not None, owed_first)
    found = fetch(statement, viewer, **({} if after is None else {"after": after})).all()
    rows = _with_pictures([_row(row) for row in found[:PAGE_SIZE]])
    return CampaignsPage(rows, rows[-1].id if len(found) > PAGE_SIZE else None)


def running_for(viewer: Viewer) -> CampaignRow | None:
    """Return the campaign in which something can be done now: the one that moved last."""
    rows = [_row(row) for row in fetch(_rows(True, False), viewer)]
    return _with_pictures(rows[:1])[0] if rows else None


def _with_pictures(rows: list[CampaignRow]) -> list[CampaignRow]:
    pictures = first_pictures([row.post_id for row in rows])
    for row in rows:
        row.picture = pictures.get(row.post_id)
    return rows


def _row(row: AnyRow) -> CampaignRow:
    return CampaignRow(
        id=row.id,
        title=row.title,
        language=row.language,
        excerpt=excerpt(row.words or "", EXCERPT_LENGTH),
        form=Form(row.form),
        phase=Phase(row.phase),
        ideas_until=row.ideas_until,
        vote_from=row.vote_from,
        vote_until=row.vote_until,
        closed_at=row.closed_at,
        outcome=OutcomeKind(row.outcome) if row.outcome else None,
        ideas=row.ideas,
        open_ideas=row.open_ideas,
        chosen=row.chosen,
        post_id=row.post_id,
        taught=excerpt(row.taught or "", EXCERPT_LENGTH),
    )


def _ideas(column: Any, *conditions: Any) -> Any:
    """Return a subquery over the ideas of a campaign that stand for every reader."""
    topic, post = aliased(Topic), aliased(Post)
    return (
        select(column(topic))
        .select_from(Idea)
        .join(topic, topic.id == Idea.topic_id)
        .join(post, and_(post.topic_id == topic.id, post.number == 1))
        .where(
            Idea.campaign_id == Campaign.topic_id,
            topic.visible_to(ASKING),
            topic.is_hidden.is_(False),
            topic.is_held.is_(False),
            topic.merged_into_id.is_(None),
            post.state == PostState.VISIBLE,
            *conditions,
        )
        .correlate(Campaign)
        .scalar_subquery()
    )


@cache
def _rows(only_running: bool, is_further: bool, owed_first: bool = False) -> AnySelect:
    chosen: AnySelect = (
        select(
            Topic.id,
            Topic.title,
            Topic.language,
            func.substr(Post.text, 1, 2 * EXCERPT_LENGTH).label("words"),
            Post.id.label("post_id"),
            Campaign.form,
            Campaign.phase,
            Campaign.ideas_until,
            Campaign.vote_from,
            Campaign.vote_until,
            Campaign.closed_at,
            Campaign.outcome,
            func.substr(ANSWER.text, 1, 2 * EXCERPT_LENGTH).label("taught"),
            _ideas(lambda topic: func.count()).label("ideas"),
            _ideas(lambda topic: func.count(), Idea.state == "open").label("open_ideas"),
            _ideas(lambda topic: topic.title, Idea.is_chosen).label("chosen"),
        )
        .select_from(Campaign)
        .join(Topic, Topic.id == Campaign.topic_id)
        .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1))
        .outerjoin(
            ANSWER,
            and_(
                ANSWER.id == Campaign.outcome_post_id,
                ANSWER.visible_to(ASKING),
                ANSWER.state == PostState.VISIBLE,
            ),
        )
        .where(
            listable(ASKING),
            Topic.is_hidden.is_(False),
            Topic.is_held.is_(False),
            Post.visible_to(ASKING),
            Post.state == PostState.VISIBLE,
        )
        .order_by(
            _rank(Campaign, owed_first),
            case((_rank(Campaign, owed_first) == OWED, Campaign.phase_since)),
            Campaign.phase_since.desc(),
            Campaign.topic_id.desc(),
        )
    )
    if only_running:
        return chosen.where(Campaign.phase.in_([Phase.IDEAS.value, Phase.VOTE.value])).limit(1)
    return (chosen.where(_after_mark(owed_first)) if is_further else chosen).limit(PAGE_SIZE + 1)


def _rank(campaign: Any, owed_first: bool) -> Any:
    """Return which part of the list a campaign stands in."""
    is_owed = and_(campaign.outcome.is_(None), campaign.closed_at.is_not(None))
    owed = [(is_owed, OWED)] if owed_first else []
    return case(*owed, (campaign.outcome.is_(None), 1), else_=2)


def _after_mark(owed_first: bool) -> Any:
    """Return the condition that a campaign comes after the marked one in the order of the list."""
    here, there = _rank(Campaign, owed_first), _rank(MARK, owed_first)
    follows = or_(
        and_(here == OWED, Campaign.phase_since > MARK.phase_since),
        and_(here != OWED, Campaign.phase_since < MARK.phase_since),
        and_(Campaign.phase_since == MARK.phase_since, Campaign.topic_id < MARK.topic_id),
    )
    behind = or_(here > there, and_(here == there, follows))
    return (
        select(MARK.topic_id).where(MARK.topic_id == bindparam("after"), behind).correlate(Campaign).exists()
    )
