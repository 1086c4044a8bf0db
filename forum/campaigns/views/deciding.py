"""What the brand decides in a campaign: the shortlist, the vote, the outcome, the steps of the trail."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, to_user_timezone
from markupsafe import Markup

from forum.accounts.views.guards import sign_in_required
from forum.campaigns.forms import AnswerForm, BareForm, OutcomeForm, VoteForm
from forum.campaigns.models import Campaign, Idea
from forum.campaigns.operations.ideas import drop_idea, keep_idea, merge_idea
from forum.campaigns.operations.outcomes import publish_outcome, why_no_outcome
from forum.campaigns.operations.voting import (
    Vote,
    kept_ideas,
    open_vote,
    usual_kind,
    usual_question,
    why_no_vote,
)
from forum.campaigns.page import winner_of
from forum.campaigns.policy import get_idea_for, require_run
from forum.campaigns.queries.ideas import LIKED, count_ideas, ideas_of, titles_of
from forum.campaigns.views.blueprint import back, blueprint, form_page, locked, locked_idea, not_now, run_for
from forum.campaigns.words import Form, IdeaState, OutcomeKind, Phase
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.markup.outline import nest_headings
from forum.core.policy import Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.addresses import topic_address
from forum.discussions.operations.texts import prepare_text, usual_language
from forum.polls.words import Kind, Shown


@blueprint.get("/campaigns/<int:topic_id>/shortlist")
@sign_in_required
def shortlist(topic_id: int) -> ResponseReturnValue:
    """List the ideas of a campaign, the most liked first, for the brand to answer each."""
    viewer = current_viewer()
    opened = run_for(viewer, topic_id)
    only_open = request.args.get("show") == IdeaState.OPEN
    ideas = ideas_of(viewer, topic_id, LIKED, request.args.get("before"), only_open=only_open)
    here = url_for("campaigns.shortlist", topic_id=topic_id)
    unanswered = f"{here}?show={IdeaState.OPEN}"
    further = f"{unanswered}&before=" if only_open else f"{here}?before="
    return form_page(
        "campaigns/shortlist.html",
        BareForm(),
        opened,
        ideas=ideas.items,
        older=f"{further}{ideas.older}" if ideas.older else None,
        kept=len(kept_ideas(topic_id)),
        waiting=count_ideas(viewer, topic_id, only_open=True),
        views=[(_("All ideas"), here, not only_open), (_("Without an answer"), unanswered, only_open)],
        only_open=only_open,
    )


@blueprint.route("/campaigns/ideas/<int:topic_id>/answer", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def answer(topic_id: int) -> ResponseReturnValue:
    """Say what becomes of an idea."""
    viewer = current_viewer()
    require_run(viewer)
    opened = get_idea_for(viewer, topic_id)
    form = AnswerForm.offering(_others(viewer, opened.idea))
    if not form.validate_on_submit():
        if request.method == "GET":
            form.sentence.data = opened.idea.sentence
            form.into.data = opened.idea.merged_into_id or 0
            form.state.data = opened.idea.state if opened.idea.state != IdeaState.OPEN else None
        return _answer_page(form, viewer, topic_id)
    try:
        with write_transaction():
            _answered(viewer, topic_id, form)
    except Invalid as error:
        form.refuse(error)
        return _answer_page(form, viewer, topic_id)
    flash(_("The answer is kept, and the author is told."))
    return redirect(_shortlist_of(viewer, opened.idea.campaign_id), 303)


@blueprint.route("/campaigns/<int:topic_id>/vote", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def vote(topic_id: int) -> ResponseReturnValue:
    """Open the vote on the shortlist."""
    viewer = current_viewer()
    opened = run_for(viewer, topic_id)
    if opened.campaign.phase not in (Phase.IDEAS, Phase.SHORTLIST):
        return not_now(opened, _("Open the vote"), _("There is a vote already, or the campaign has ended."))
    form = VoteForm()
    if request.method == "GET":
        form.question.data = usual_question(opened.campaign)
        form.kind.data = usual_kind(Form(opened.campaign.form), len(kept_ideas(topic_id)))
        until = opened.campaign.vote_until
        form.closes_at.data = to_user_timezone(until) if until else None
    if not form.validate_on_submit():
        return _vote_page(form, viewer, topic_id)
    asked = Vote(
        (form.question.data or "").strip(),
        Kind(form.kind.data),
        form.moment(),
        is_secret=not form.is_named.data,
        shown=Shown(form.shown.data),
    )
    try:
        with write_transaction():
            run_for(viewer, topic_id)
            open_vote(locked(topic_id), asked, actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _vote_page(form, viewer, topic_id)
    flash(_("The vote is open."))
    return back(topic_id)


@blueprint.route("/campaigns/<int:topic_id>/outcome", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def outcome(topic_id: int) -> ResponseReturnValue:
    """Say what the brand does with the result, and why."""
    viewer = current_viewer()
    opened = run_for(viewer, topic_id)
    if why := why_no_outcome(opened.campaign):
        return not_now(opened, _("Publish the outcome"), why)
    form = OutcomeForm.offering(titles_of(viewer, topic_id, [IdeaState.KEPT]))
    if request.method == "GET":
        form.chosen.data = _winner(viewer, topic_id)
    if not form.validate_on_submit():
        return form_page("campaigns/outcome.html", form, opened)
    reason = prepare_text(
        form.body.data or "",
        read_level=opened.topic.read_level,
        usual=usual_language(viewer.id, opened.topic.language),
    )
    try:
        with write_transaction():
            run_for(viewer, topic_id)
            publish_outcome(
                locked(topic_id),
                OutcomeKind(form.outcome.data),
                reason,
                chosen=locked_idea(form.chosen.data) if form.chosen.data else None,
                actor=viewer,
                now=clock.now(),
                once=form.once.data,
            )
    except Invalid as error:
        form.refuse(error)
        return form_page("campaigns/outcome.html", form, run_for(viewer, topic_id))
    flash(_("The outcome is published."))
    return back(topic_id)


def _answered(viewer: Viewer, topic_id: int, form: AnswerForm) -> None:
    get_idea_for(viewer, topic_id)
    locked(db.session.get_one(Idea, topic_id).campaign_id)
    idea, sentence, now = locked_idea(topic_id), form.sentence.data or "", clock.now()
    if form.state.data == IdeaState.KEPT:
        keep_idea(idea, sentence=sentence, actor=viewer, now=now)
    elif form.state.data == IdeaState.NOT_KEPT:
        drop_idea(idea, sentence=sentence, actor=viewer, now=now)
    else:
        if not form.into.data:
            raise Invalid(_("Choose the idea with which it is merged."), field="into")
        into = get_idea_for(viewer, form.into.data).idea
        merge_idea(idea, into, sentence=sentence, actor=viewer, now=now)


def _shortlist_of(viewer: Viewer, campaign_id: int) -> str:
    """Return where the brand goes on after an answer: with those that wait, and to the whole list after the last."""
    more = count_ideas(viewer, campaign_id, only_open=True)
    return url_for("campaigns.shortlist", topic_id=campaign_id, show=IdeaState.OPEN if more else None)


def _others(viewer: Viewer, idea: Idea) -> list[tuple[int, str]]:
    states = [IdeaState.OPEN, IdeaState.KEPT, IdeaState.NOT_KEPT]
    return [each for each in titles_of(viewer, idea.campaign_id, states) if each[0] != idea.topic_id]


def _answer_page(form: AnswerForm, viewer: Viewer, topic_id: int) -> ResponseReturnValue:
    opened = get_idea_for(viewer, topic_id)
    page = render_template(
        "campaigns/answer.html",
        form=form,
        topic=opened.topic,
        idea_href=topic_address(opened.topic.id, opened.topic.slug),
        words=Markup(nest_headings(opened.post.html, under=2)),  # noqa: S704 - see forum.core.markup
        back_href=url_for("campaigns.shortlist", topic_id=opened.idea.campaign_id),
    )
    return private(make_response(page, 422 if form.errors or form.form_errors else 200))


def _vote_page(form: VoteForm, viewer: Viewer, topic_id: int) -> ResponseReturnValue:
    titles, opened = [topic.title for _idea, topic in kept_ideas(topic_id)], run_for(viewer, topic_id)
    missing = None if form.form_errors else why_no_vote(opened.campaign)
    return form_page("campaigns/vote.html", form, opened, titles=titles, missing=missing)


def _winner(viewer: Viewer, topic_id: int) -> int:
    """Return the idea that won alone, as far as the viewer may know: the form offers it first."""
    number = winner_of(viewer, db.session.get_one(Campaign, topic_id))
    if number is None:
        return 0
    found = db.session.query(Idea.topic_id).filter_by(campaign_id=topic_id, option_number=number).first()
    return int(found[0]) if found else 0
