"""Proposing an idea. Guests write first and sign up afterwards: what they typed waits for them."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from forum.campaigns.forms import IdeaForm
from forum.campaigns.operations.ideas import propose_idea
from forum.campaigns.policy import OpenedCampaign, get_campaign_for, takes_ideas
from forum.campaigns.queries.ideas import similar_ideas
from forum.campaigns.queries.recipes import own_recipes
from forum.campaigns.views.blueprint import blueprint, locked
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.markup.outline import nest_headings
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.models import PostState
from forum.discussions.operations.drafts import discard_draft
from forum.discussions.operations.texts import prepare_text, usual_language
from forum.discussions.operations.topics import first_post_of
from forum.discussions.policy import get_topic_for
from forum.discussions.views.drafted import fill_from_draft
from forum.discussions.views.sending import preview_of, publish_once, wants_preview


def _only_looks() -> bool:
    """Whether the form was sent to see the text, or ideas that are like it."""
    return wants_preview() or "similar" in request.form


@blueprint.get("/campaigns/<int:topic_id>/ideas/new")
def new_idea(topic_id: int) -> ResponseReturnValue:
    """Offer the form for an idea."""
    viewer = current_viewer()
    opened = _open(viewer, topic_id)
    form = _form(viewer)
    drafted = fill_from_draft(form, viewer, _place(topic_id))
    return _page(form, opened, drafted=drafted)


@blueprint.post("/campaigns/<int:topic_id>/ideas")
@limit_write("post", only_looks=_only_looks)
def propose(topic_id: int) -> ResponseReturnValue:
    """Publish an idea."""
    viewer = current_viewer()
    opened = _open(viewer, topic_id)
    form = _form(viewer)
    if viewer.id is None or _only_looks() or not form.validate_on_submit():
        return _page(form, opened)
    try:
        return publish_once(viewer, form.once.data, lambda: _proposed(viewer, topic_id, form))
    except Invalid as error:
        form.refuse(error)
        return _page(form, _open(viewer, topic_id))


@blueprint.get("/campaigns/<int:topic_id>/similar")
@limit_write("preview")
def similar(topic_id: int) -> ResponseReturnValue:
    """Show the ideas that are like the one whose title is being typed."""
    viewer = current_viewer()
    get_campaign_for(viewer, topic_id)
    found = similar_ideas(viewer, topic_id, request.args.get("title", "")[:200])
    return private(make_response(render_template("campaigns/_similar.html", similar=found)))


def _open(viewer: Viewer, topic_id: int) -> OpenedCampaign:
    opened = get_campaign_for(viewer, topic_id)
    if not takes_ideas(opened.campaign, opened.topic):
        raise NotAllowed(_("This campaign takes no ideas any more."))
    return opened


def _form(viewer: Viewer) -> IdeaForm:
    form = IdeaForm()
    form.offer(own_recipes(viewer))
    return form


def _proposed(viewer: Viewer, topic_id: int, form: IdeaForm) -> int:
    topic = get_topic_for(viewer, topic_id)
    text = prepare_text(
        form.body.data or "", read_level=topic.read_level, usual=usual_language(viewer.id, topic.language)
    )
    with write_transaction():
        _open(viewer, topic_id)
        idea = propose_idea(
            locked(topic_id),
            title=form.title.data or "",
            source=text,
            author=viewer,
            now=clock.now(),
            once=form.once.data,
            recipe_id=(form.recipe.data or None) if form.recipe else None,
        )
        discard_draft(viewer, _place(topic_id))
        post = first_post_of(get_topic_for(viewer, idea.topic_id))
    if post.state == PostState.HELD:
        flash(_("Thank you. A moderator looks at it before others see it."), "info")
    else:
        flash(_("Thank you. The brand answers every idea, and you are told."))
    return post.id


def _place(topic_id: int) -> str:
    return f"idea:{topic_id}"


def _page(form: IdeaForm, opened: OpenedCampaign, *, drafted: bool = False) -> Response:
    viewer, topic = current_viewer(), opened.topic
    here = url_for("campaigns.new_idea", topic_id=topic.id)
    page = render_template(
        "campaigns/propose.html",
        form=form,
        topic=topic,
        place=_place(topic.id),
        drafted=drafted,
        mentions=url_for("mentions.mentions") if viewer.is_authenticated else None,
        here=here,
        brief=Markup(nest_headings(opened.post.html, under=2)),  # noqa: S704 - see forum.core.markup
        href=url_for("campaigns.campaign", topic_id=topic.id),
        similar=similar_ideas(viewer, topic.id, form.title.data or ""),
        preview=preview_of(form, topic.read_level),
    )
    return private(make_response(page, 422 if form.errors else 200))
