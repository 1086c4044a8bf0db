"""What this room counts: the campaigns that a member joined.

Joined is a campaign by an idea of one's own that stands in it, by a vote in it, or by words that stand below the idea
that is made: whoever wrote them is named there for having helped it along. Each campaign counts once, however much
somebody did in it. How somebody voted is not looked at. When somebody voted is not kept: whoever looks back later
finds the close of the vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l, ngettext
from sqlalchemy import CompoundSelect, Select, and_, case, func, select, union_all

from forum.accounts.models import Member
from forum.campaigns.events import CampaignMoved, IdeaProposed
from forum.campaigns.models import Campaign, Idea
from forum.campaigns.words import ANSWERED
from forum.core.database import db
from forum.core.metrics import Change, Metric, Scope, register_metric
from forum.discussions.events import (
    PostHidden,
    PostPublished,
    PostPurged,
    PostUnhidden,
    PostWithdrawn,
    TopicChanged,
)
from forum.discussions.models import Post, PostAlias, PostState, Topic
from forum.polls.events import BallotsCast, BallotWithdrawn
from forum.polls.metrics import told_at, voters_of
from forum.polls.models import Poll, PollVoter

JOINED = "campaigns-joined"
PostChange = PostPublished | PostHidden | PostUnhidden | PostWithdrawn | PostPurged


def _unit(number: int) -> str:
    return str(ngettext("%(num)d campaign", "%(num)d campaigns", number))


def _traces(subjects: Sequence[int] | None) -> CompoundSelect[Any]:
    """Return what members left in campaigns, and since when where that is known."""
    stands = and_(Post.topic_id == Topic.id, Post.state == PostState.VISIBLE, Topic.merged_into_id.is_(None))
    later = case((Post.created_at > Campaign.outcome_at, Post.created_at), else_=Campaign.outcome_at)
    idea = (
        select(
            Post.author_id.label("member"), Idea.campaign_id.label("campaign"), Post.created_at.label("at")
        )
        .join(Topic, Topic.id == Idea.topic_id)
        .join(Post, and_(stands, Post.number == 1))
    )
    vote = (
        select(PollVoter.member_id, Campaign.topic_id, Poll.closed_at)
        .join(Poll, Poll.id == PollVoter.poll_id)
        .join(Campaign, Campaign.topic_id == Poll.made_in_id)
    )
    spoken = (
        select(Post.author_id, Idea.campaign_id, later)
        .select_from(Idea)
        .join(Campaign, Campaign.topic_id == Idea.campaign_id)
        .join(Topic, Topic.id == Idea.topic_id)
        .join(Post, and_(stands, Post.number > 1))
        .where(Idea.is_chosen)
    )
    if subjects is not None:
        idea, spoken = (part.where(Post.author_id.in_(subjects)) for part in (idea, spoken))
        vote = vote.where(PollVoter.member_id.in_(subjects))
    return union_all(idea, vote, spoken)


def _joined(subjects: Sequence[int] | None) -> Any:
    """Return the campaigns that members joined, once each, with the first known moment."""
    trace = _traces(subjects).subquery().c
    return (
        select(trace.member, trace.campaign, func.min(trace.at).label("at"))
        .join(Member, Member.id == trace.member)
        .where(Member.erased_at.is_(None))
        .group_by(trace.member, trace.campaign)
        .subquery()
        .c
    )


def _tally(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    joined = _joined(subjects)
    columns = (joined.member.label("subject"), joined.member.label("member"), func.count().label("value"))
    return select(*columns).group_by(joined.member)


def _moments(scope: Scope, thresholds: Sequence[int], subjects: Sequence[int]) -> Select[Any]:
    joined = _joined(subjects)
    unknown_last = (joined.at.is_(None), joined.at, joined.campaign)
    place = func.row_number().over(partition_by=joined.member, order_by=unknown_last)
    numbered = select(joined.member.label("subject"), place.label("threshold"), joined.at.label("at"))
    reached = numbered.subquery().c
    found = select(reached.subject, reached.threshold, reached.at)
    return found.where(reached.threshold.in_(thresholds), reached.at.is_not(None))


def _voted(event: BallotsCast | BallotWithdrawn) -> Change | None:
    if db.session.get(Campaign, event.topic_id) is None:
        return None
    return Change(voters_of(event), told_at(event))


def _proposed(event: IdeaProposed) -> Change | None:
    return Change((event.author_id,), event.at, silent=event.silent) if event.author_id else None


def _moved(event: CampaignMoved) -> Change | None:
    """The outcome says which idea is made, and so who helped it."""
    if event.news != ANSWERED:
        return None
    chosen = select(Idea.topic_id).where(Idea.campaign_id == event.topic_id, Idea.is_chosen)
    return Change(_writers(Post.topic_id.in_(chosen)), event.at, silent=event.silent)


def _said(event: PostChange) -> Change | None:
    """Something that was said of an idea stands now, or no longer does."""
    if isinstance(event, PostPurged):
        # With its first words an idea itself is gone, and with it what others did for it.
        return Change(_writers(Post.topic_id == event.topic_id), event.at)
    if event.author_id is None or db.session.get(Idea, event.topic_id) is None:
        return None
    return Change((event.author_id,), event.at, silent=getattr(event, "silent", False))


def _topic_changed(event: TopicChanged) -> Change | None:
    """Posts of an idea may stand elsewhere now, or others may have joined them."""
    if db.session.get(Idea, event.topic_id) is None:
        return None
    moved = select(PostAlias.post_id).where(PostAlias.topic_id == event.topic_id)
    return Change(_writers((Post.topic_id == event.topic_id) | Post.id.in_(moved)), event.at)


def _writers(where: Any) -> tuple[int, ...]:
    found = db.session.scalars(select(Post.author_id).where(where, Post.author_id.is_not(None)).distinct())
    return tuple(id for id in found if id is not None)


def init_app(app: Flask) -> None:
    """Enter it."""
    posts = (PostPublished, PostHidden, PostUnhidden, PostWithdrawn, PostPurged)
    register_metric(
        app,
        Metric(
            JOINED,
            _l("Campaigns joined"),
            _unit,
            per_contribution=False,
            tally=_tally,
            moments=_moments,
            events={
                IdeaProposed: _proposed,
                CampaignMoved: _moved,
                BallotsCast: _voted,
                BallotWithdrawn: _voted,
                TopicChanged: _topic_changed,
                **dict.fromkeys(posts, _said),
            },
            narrows=frozenset(),
            order=65,
        ),
    )
