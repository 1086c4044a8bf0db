"""A campaign's own page: the brief, where it stands, its ideas, the vote, the outcome and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from markupsafe import Markup

from forum.campaigns.models import Campaign
from forum.campaigns.next_step import next_step
from forum.campaigns.policy import OpenedCampaign, may_run, takes_ideas
from forum.campaigns.queries.ideas import NEW, IdeaCard, count_ideas, ideas_of
from forum.campaigns.queries.trail import Chosen, Step, chosen_idea, steps_of
from forum.campaigns.words import (
    FORM_NAMES,
    OUTCOME_NAMES,
    PHASE_NAMES,
    PHASE_SENTENCES,
    PHASES,
    Form,
    OutcomeKind,
    Phase,
)
from forum.core.clock import clock
from forum.core.database import db
from forum.core.markup.outline import nest_headings
from forum.core.pagination import KeyPage
from forum.core.policy import Viewer
from forum.discussions.addresses import post_address, topic_address
from forum.discussions.models import FollowTarget, Post
from forum.discussions.queries.followings import mode_of
from forum.discussions.queries.people import Person
from forum.discussions.queries.writers import person_of
from forum.polls.policy import may_see_results
from forum.polls.queries import sheets_of_topic, voted_in
from forum.polls.sheet import Sheet
from forum.polls.standing import standing_of
from forum.polls.words import State


@dataclass(frozen=True, slots=True)
class Stage:
    """One phase of the timeline."""

    name: str
    is_current: bool
    is_past: bool
    words: str
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the brand does with the result. The reason is None where its post is not for this viewer."""

    kind: OutcomeKind
    name: str
    reason: Markup | None
    by: Person
    at: datetime
    href: str


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """Everything that the page shows to one viewer."""

    id: int
    title: str
    language: str
    brief: Markup
    topic_href: str
    replies: int
    author: Person
    form_name: str
    phase: Phase
    sentence: str
    stages: Sequence[Stage]
    ideas: KeyPage[IdeaCard]
    idea_count: int
    order: str
    takes_ideas: bool
    has_poll: bool
    voters: int | None
    has_voted: bool
    """Whether the viewer is one of those."""
    voters_href: str | None
    """Where all of them stand, if the vote was named."""
    owed_since: datetime | None
    outcome: Outcome | None
    chosen: Chosen | None
    steps: Sequence[Step]
    may_run: bool
    next_step: str
    """What those who run it do next."""
    read_out_href: str | None
    """Where they read what came out while they owe an answer."""
    follow_mode: str


def page_of(
    viewer: Viewer, opened: OpenedCampaign, order: str = NEW, mark: str | None = None
) -> CampaignPage:
    """Return what `viewer` sees of a campaign whose brief they may read."""
    campaign, topic = opened.campaign, opened.topic
    chosen = chosen_idea(viewer, topic.id) if campaign.outcome else None
    vote = _vote_of(campaign)
    told = vote if vote is not None and _is_told(viewer, vote) else None
    return CampaignPage(
        id=topic.id,
        title=topic.title,
        language=topic.language,
        brief=Markup(nest_headings(opened.post.html, under=2)),  # noqa: S704 - see forum.core.markup
        topic_href=topic_address(topic.id, topic.slug),
        replies=max(0, topic.post_count - 1),
        author=person_of(topic.author_id),
        form_name=str(FORM_NAMES[Form(campaign.form)]),
        phase=Phase(campaign.phase),
        sentence=_sentence(campaign),
        stages=stages_of(campaign),
        ideas=ideas_of(viewer, topic.id, order, mark),
        idea_count=count_ideas(viewer, topic.id),
        order=order,
        takes_ideas=takes_ideas(campaign, topic),
        has_poll=campaign.poll_id is not None,
        voters=told.voters if told else None,
        has_voted=told is not None and viewer.id is not None and voted_in(told.id, viewer.id),
        voters_href=f"/polls/{told.id}/voters" if told and not told.is_secret else None,
        owed_since=campaign.closed_at if campaign.outcome is None else None,
        outcome=_outcome(viewer, campaign),
        chosen=chosen,
        steps=steps_of(topic.id) if campaign.outcome else (),
        may_run=may_run(viewer),
        next_step=next_step(campaign, has_voted=_is_over(vote)) if may_run(viewer) else "",
        read_out_href=f"/polls/{told.id}/readout" if told and campaign.outcome is None else None,
        follow_mode=mode_of(viewer, FollowTarget.TOPIC, topic.id) or "none",
    )


def stages_of(campaign: Campaign) -> list[Stage]:
    """Return the phases of a campaign, each with what is said of its time."""
    now = PHASES.index(Phase(campaign.phase))
    finished = campaign.outcome is not None
    says: dict[Phase, tuple[str, datetime | None]] = {
        Phase.IDEAS: (_("until"), campaign.ideas_until),
        Phase.VOTE: (_("until"), campaign.vote_until),
        Phase.OUTCOME: (_("published"), campaign.outcome_at),
    }
    if now < PHASES.index(Phase.VOTE):
        says[Phase.VOTE] = (_("from"), campaign.vote_from)
    shown = PHASES if campaign.outcome != OutcomeKind.NOT_MADE else PHASES[:-1]
    return [
        Stage(
            str(PHASE_NAMES[phase]),
            is_current=place == now,
            is_past=place < now or (finished and phase is Phase.OUTCOME),
            words=says.get(phase, ("", None))[0],
            moment=says.get(phase, ("", None))[1],
        )
        for place, phase in enumerate(shown)
    ]


def _sentence(campaign: Campaign) -> str:
    if campaign.outcome:
        return str(OUTCOME_NAMES[OutcomeKind(campaign.outcome)])
    return str(PHASE_SENTENCES[Phase(campaign.phase)])


def _outcome(viewer: Viewer, campaign: Campaign) -> Outcome | None:
    if campaign.outcome is None or campaign.outcome_at is None or campaign.outcome_post_id is None:
        return None
    post = db.session.get_one(Post, campaign.outcome_post_id)
    kind = OutcomeKind(campaign.outcome)
    readable = bool(post.visible_to(viewer))
    return Outcome(
        kind,
        str(OUTCOME_NAMES[kind]),
        Markup(nest_headings(post.html, under=2)) if readable else None,  # noqa: S704 - see forum.core.markup
        person_of(post.author_id),
        campaign.outcome_at,
        post_address(post.id),
    )


def _vote_of(campaign: Campaign) -> Sheet | None:
    """Return the vote of a campaign. Its topic may hold polls of topics that were merged into it besides."""
    return next((each for each in sheets_of_topic(campaign.topic_id) if each.id == campaign.poll_id), None)


def _is_over(vote: Sheet | None) -> bool:
    """Whether a vote takes no more ballots for good: one that is on hold may go on."""
    return vote is not None and vote.held_at is None and not vote.takes_votes(clock.now())


def _is_told(viewer: Viewer, vote: Sheet) -> bool:
    """Whether a vote is sealed and `viewer` may see its result."""
    if vote.state != State.SEALED:
        return False
    standing = standing_of(viewer, vote)
    return standing.readable and may_see_results(viewer, vote, has_voted=standing.has_voted)


def winner_of(viewer: Viewer, campaign: Campaign) -> int | None:
    """Return the number of the option that won alone, for those who may see the result."""
    sheet = _vote_of(campaign)
    if sheet is None or not _is_told(viewer, sheet):
        return None
    result = sheet.questions[0].result or {}
    winners = result.get("winners") or []
    settled = result.get("settled")
    if isinstance(settled, int):
        return settled
    return int(winners[0]) if len(winners) == 1 else None
