"""What everybody sees: the list of campaigns, a campaign, and who helped the idea that was chosen."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.campaigns.forms import BareForm
from forum.campaigns.page import page_of
from forum.campaigns.policy import get_campaign_for, may_run
from forum.campaigns.queries.campaigns import campaigns_for
from forum.campaigns.queries.ideas import LIKED, NEW
from forum.campaigns.queries.thanks import all_helpers
from forum.campaigns.queries.trail import chosen_idea
from forum.campaigns.views.blueprint import blueprint
from forum.core.http import private
from forum.core.policy import NotFound
from forum.core.versions import LATEST, depend_on
from forum.core.viewing import current_viewer
from forum.discussions.queries.followings import FollowControl


@blueprint.get("/campaigns")
def index() -> ResponseReturnValue:
    """List the campaigns: first those that are running, then those with an outcome."""
    viewer = current_viewer()
    depend_on(LATEST)
    after = request.args.get("after", type=int)
    page = campaigns_for(viewer, after)
    here = url_for("campaigns.index")
    answer = make_response(
        render_template(
            "campaigns/index.html",
            running=[row for row in page.rows if row.is_running],
            finished=[row for row in page.rows if not row.is_running],
            first_href=here if after else None,
            further_href=f"{here}?after={page.further}" if page.further else None,
            may_run=may_run(viewer),
        )
    )
    return private(answer) if viewer.is_authenticated else answer


@blueprint.get("/campaigns/<int:topic_id>")
def campaign(topic_id: int) -> ResponseReturnValue:
    """Show a campaign."""
    viewer = current_viewer()
    order = LIKED if request.args.get("sort") == LIKED else NEW
    opened = get_campaign_for(viewer, topic_id)
    mark = request.args.get("before")
    shown = page_of(viewer, opened, order, mark)
    here = url_for("campaigns.campaign", topic_id=topic_id)
    sorted_ = f"{here}?sort={order}"
    page = render_template(
        "campaigns/campaign.html",
        page=shown,
        form=BareForm(),
        follow=FollowControl("topic", f"/topics/{topic_id}/following", shown.follow_mode),
        orders=[(name, f"{here}?sort={name}#ideas", name == order) for name in (NEW, LIKED)],
        first_href=f"{sorted_}#ideas" if mark else None,
        older_href=f"{sorted_}&before={shown.ideas.older}#ideas" if shown.ideas.older else None,
    )
    return private(make_response(page))


@blueprint.get("/campaigns/<int:topic_id>/helped")
def those_who_helped(topic_id: int) -> ResponseReturnValue:
    """Name everybody who helped the chosen idea along."""
    viewer = current_viewer()
    opened = get_campaign_for(viewer, topic_id)
    chosen = chosen_idea(viewer, topic_id) if opened.campaign.outcome else None
    if chosen is None:
        raise NotFound
    mark = request.args.get("after")
    page = all_helpers(viewer, topic_id, chosen.id, chosen.author.id, mark)
    here = url_for("campaigns.those_who_helped", topic_id=topic_id)
    shown = render_template(
        "campaigns/helped.html",
        topic=opened.topic,
        chosen=chosen,
        people=page.items,
        first_href=here if mark else None,
        further_href=f"{here}?after={page.older}" if page.older else None,
    )
    return private(make_response(shown))
