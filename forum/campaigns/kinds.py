"""Enters campaigns and ideas among the kinds of topic, and says what the pages of their topics show."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import select

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.words import (
    CAMPAIGN,
    IDEA,
    OUTCOME_NAMES,
    PHASE_NAMES,
    STATE_NAMES,
    IdeaState,
    OutcomeKind,
    Phase,
)
from forum.core.database import db
from forum.core.fragments import render_shared
from forum.core.kinds import Detail, TopicKind, kinds
from forum.core.policy import Permission, Viewer
from forum.core.reading import fetch
from forum.discussions.queries.topic_page_rows import PostRow, TopicHead


def campaign_address(topic_id: int) -> str:
    """Return where a campaign is."""
    return f"/campaigns/{topic_id}"


def why_not_anew(poll_id: int) -> str | None:
    """Return why the vote of a campaign is not asked anew: it is over, and what it decided stays."""
    phase = db.session.scalar(select(Campaign.phase).where(Campaign.poll_id == poll_id))
    if phase is None or phase == Phase.VOTE:
        return None
    return str(_("The vote of this campaign is over. To ask anew, start another campaign."))


def campaign_detail(viewer: Viewer, topic: TopicHead, post: PostRow) -> Detail | None:
    """Return the brief with the phase, and the way to the campaign's own page."""
    row = fetch(select(Campaign.phase, Campaign.outcome).where(Campaign.topic_id == topic.id)).first()
    if row is None:
        return None
    state = OUTCOME_NAMES[OutcomeKind(row.outcome)] if row.outcome else PHASE_NAMES[Phase(row.phase)]
    return Detail(_body("campaigns/_in_campaign.html", post, href=campaign_address(topic.id), state=state))


def idea_detail(viewer: Viewer, topic: TopicHead, post: PostRow) -> Detail | None:
    """Return the idea with what the brand answered, and the way to its campaign."""
    row = fetch(
        select(
            Idea.campaign_id,
            Idea.state,
            Idea.sentence,
            Idea.merged_into_id,
            Idea.is_chosen,
            Idea.recipe_id,
        ).where(Idea.topic_id == topic.id)
    ).first()
    if row is None:
        return None
    body = _body(
        "campaigns/_in_idea.html",
        post,
        href=f"/campaigns/{row.campaign_id}",
        idea=row,
        state=STATE_NAMES[IdeaState(row.state)],
        is_answered=row.state != IdeaState.OPEN,
    )
    return Detail(body)


def _body(template: str, post: PostRow, **shown: object) -> Markup:
    return render_shared(template, html=post.body, **shown)


def init_app(app: Flask) -> None:
    """Enter the two kinds."""
    kinds.add(
        app,
        CAMPAIGN,
        TopicKind(
            CAMPAIGN,
            name=_l("Campaign"),
            start=_l("Start a campaign"),
            icon="idea",
            permission=Permission.RUN_CAMPAIGNS,
            compose="/campaigns/new",
            detail=campaign_detail,
            stylesheets=("campaigns",),
            order=80,
            stays_apart=_l("A campaign keeps its own page. Merge the other topic into this one."),
            asks_itself=_l("A campaign has a vote of its own: open it on the campaign’s page."),
            settled=why_not_anew,
            page=campaign_address,
        ),
    )
    kinds.add(
        app,
        IDEA,
        TopicKind(
            IDEA,
            name=_l("Idea"),
            start=_l("Propose an idea"),
            icon="idea",
            compose="/campaigns",
            detail=idea_detail,
            stylesheets=("campaigns",),
            order=40,
            stays_apart=_l(
                "Ideas are merged on the shortlist of their campaign, so that everybody is credited."
            ),
        ),
    )
