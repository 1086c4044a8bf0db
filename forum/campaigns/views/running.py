"""The brand's desk: all campaigns with what is owed, beginning one, and moving one on."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, to_user_timezone

from forum.accounts.views.guards import sign_in_required
from forum.campaigns.forms import BareForm, CampaignForm, DatesForm
from forum.campaigns.models import Campaign
from forum.campaigns.operations.campaigns import close_ideas, end_without_vote, set_dates, start_campaign
from forum.campaigns.policy import require_run
from forum.campaigns.queries.campaigns import campaigns_for
from forum.campaigns.views.blueprint import back, blueprint, form_page, locked, run_for
from forum.campaigns.words import Form
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Audience, Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.models import Post
from forum.discussions.operations.drafts import discard_draft
from forum.discussions.operations.texts import prepare_text, usual_language
from forum.discussions.operations.topics import first_post_of
from forum.discussions.policy import get_category_for, get_topic_for
from forum.discussions.views.choices import categories_to_start_in
from forum.discussions.views.drafted import fill_from_draft
from forum.discussions.views.sending import preview_of, publish_once, wants_preview

PLACE = "campaign:new"


@blueprint.get("/campaigns/desk")
@sign_in_required
def desk() -> ResponseReturnValue:
    """List every campaign with its phase, what comes next, and what is owed."""
    viewer = current_viewer()
    require_run(viewer)
    after = request.args.get("after", type=int)
    listed = campaigns_for(viewer, after, owed_first=True)
    here = url_for("campaigns.desk")
    page = render_template(
        "campaigns/desk.html",
        rows=listed.rows,
        first_href=here if after else None,
        further_href=f"{here}?after={listed.further}" if listed.further else None,
        form=BareForm(),
        now=clock.now(),
    )
    return private(make_response(page))


@blueprint.get("/campaigns/new")
@sign_in_required
def new() -> ResponseReturnValue:
    """Offer the form for a new campaign."""
    viewer = current_viewer()
    form = _form(viewer)
    drafted = fill_from_draft(form, viewer, PLACE)
    return _page(form, drafted=drafted)


@blueprint.post("/campaigns")
@sign_in_required
@limit_write("post", only_looks=wants_preview)
def start() -> ResponseReturnValue:
    """Begin a campaign."""
    viewer = current_viewer()
    form = _form(viewer)
    if wants_preview() or not form.validate_on_submit():
        return _page(form)
    try:
        return publish_once(viewer, form.once.data, lambda: _started(viewer, form), address=_address)
    except Invalid as error:
        form.refuse(error)
        return _page(form)


@blueprint.post("/campaigns/<int:topic_id>/shortlist")
@sign_in_required
@limit_write("post")
def to_shortlist(topic_id: int) -> ResponseReturnValue:
    """Take no more ideas."""
    viewer = current_viewer()
    run_for(viewer, topic_id)
    try:
        with write_transaction():
            run_for(viewer, topic_id)
            close_ideas(locked(topic_id), actor=viewer, now=clock.now())
    except Invalid as error:
        flash(str(error), "error")
    return redirect(url_for("campaigns.shortlist", topic_id=topic_id), 303)


@blueprint.route("/campaigns/<int:topic_id>/ending", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def ending(topic_id: int) -> ResponseReturnValue:
    """End a campaign without a vote."""
    viewer = current_viewer()
    opened, form = run_for(viewer, topic_id), BareForm()
    if not form.validate_on_submit():
        return form_page("campaigns/ending.html", form, opened)
    try:
        with write_transaction():
            run_for(viewer, topic_id)
            end_without_vote(locked(topic_id), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return form_page("campaigns/ending.html", form, run_for(viewer, topic_id))
    return back(topic_id)


@blueprint.route("/campaigns/<int:topic_id>/dates", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def dates(topic_id: int) -> ResponseReturnValue:
    """Change when a campaign moves on by itself."""
    viewer = current_viewer()
    opened = run_for(viewer, topic_id)
    form = DatesForm(data=_local(opened.campaign))
    if not form.validate_on_submit():
        return form_page("campaigns/dates.html", form, opened)
    try:
        with write_transaction():
            run_for(viewer, topic_id)
            set_dates(locked(topic_id), form.dates(), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return form_page("campaigns/dates.html", form, run_for(viewer, topic_id))
    flash(_("The dates are set."))
    return back(topic_id)


def _local(campaign: Campaign) -> dict[str, object]:
    names = ("ideas_until", "vote_from", "vote_until")
    moments = {name: getattr(campaign, name) for name in names}
    return {name: to_user_timezone(moment) if moment else None for name, moment in moments.items()}


def _form(viewer: Viewer) -> CampaignForm:
    require_run(viewer)
    # Where members cannot write nobody could propose anything.
    return CampaignForm.offering(categories_to_start_in(viewer, at_most=Audience.MEMBERS))


def _started(viewer: Viewer, form: CampaignForm) -> int:
    category = get_category_for(viewer, form.category.data)
    brief = prepare_text(
        form.body.data or "", read_level=category.read_level, usual=usual_language(viewer.id)
    )
    with write_transaction():
        campaign = start_campaign(
            category=get_category_for(viewer, form.category.data),
            title=form.title.data or "",
            brief=brief,
            form=Form(form.form.data),
            dates=form.dates(),
            author=viewer,
            now=clock.now(),
            once=form.once.data,
        )
        discard_draft(viewer, PLACE)
        return first_post_of(get_topic_for(viewer, campaign.topic_id)).id


def _address(post_id: int) -> str:
    """Return where the brand goes on with the campaign that a post began."""
    return url_for("campaigns.campaign", topic_id=db.session.get_one(Post, post_id).topic_id)


def _page(form: CampaignForm, *, drafted: bool = False) -> Response:
    page = render_template(
        "campaigns/new.html",
        form=form,
        place=PLACE,
        drafted=drafted,
        mentions=url_for("mentions.mentions"),
        here=url_for("campaigns.new"),
        preview=preview_of(form, Audience.EVERYONE),
    )
    return private(make_response(page, 422 if form.errors else 200))
