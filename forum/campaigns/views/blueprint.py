"""The blueprint of campaigns, and what its pages have in common."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.forms import RoomForm
from forum.campaigns.models import Campaign, Idea
from forum.campaigns.policy import OpenedCampaign, get_campaign_for, require_run
from forum.core.database import db
from forum.core.http import private
from forum.core.policy import Viewer

blueprint = Blueprint("campaigns", __name__)


def run_for(viewer: Viewer, topic_id: int) -> OpenedCampaign:
    """Return a campaign for those who run it.

    Raises:
        NotFound, NotAllowed: for all others.
    """
    require_run(viewer)
    return get_campaign_for(viewer, topic_id)


def locked(topic_id: int) -> Campaign:
    """Return a campaign as it is now, for whoever changes it: nobody else does until they are done."""
    return db.session.get_one(Campaign, topic_id, populate_existing=True, with_for_update=True)


def locked_idea(topic_id: int) -> Idea:
    """Return an idea as it is now."""
    return db.session.get_one(Idea, topic_id, populate_existing=True, with_for_update=True)


def form_page(template: str, form: RoomForm, opened: OpenedCampaign, **shown: Any) -> Response:
    """Return a page on which the brand does something in a campaign."""
    page = render_template(
        template,
        form=form,
        campaign=opened.campaign,
        topic=opened.topic,
        href=url_for("campaigns.campaign", topic_id=opened.topic.id),
        **shown,
    )
    failed = bool(form.errors or form.form_errors)
    return private(make_response(page, 422 if failed else 200))


def not_now(opened: OpenedCampaign, heading: str, why: str) -> Response:
    """Return a page that says why something cannot be done in the present phase, instead of a form for it."""
    page = render_template(
        "campaigns/not_now.html",
        heading=heading,
        why=why,
        topic=opened.topic,
        href=url_for("campaigns.campaign", topic_id=opened.topic.id),
    )
    return private(make_response(page, 409))


def back(topic_id: int) -> ResponseReturnValue:
    """Lead to the campaign."""
    return redirect(url_for("campaigns.campaign", topic_id=topic_id), 303)
