"""Causes: what many write about, and the one answer to all of them."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext

from forum.accounts.models import Member
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private, wants_fragment
from forum.core.limits import limit_write
from forum.core.markup.outline import nest_headings
from forum.core.markup.render import render
from forum.core.policy import Invalid, NotAllowed, NotFound, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_post_for
from forum.gatekeeping.forms import BareForm
from forum.gatekeeping.forms_of_crises import AnswerForm, CauseForm, LinkForm
from forum.gatekeeping.models import Cause, Way
from forum.gatekeeping.operations import causes as acts
from forum.gatekeeping.policy import get_cause_for
from forum.gatekeeping.queries.cause_answers import places_of, sending_of, still_to_tell
from forum.gatekeeping.queries.causes import all_causes, numbers_in, posts_of, wrote_about
from forum.gatekeeping.queries.crises import team
from forum.gatekeeping.views.blueprint import blueprint, keeper, show


@blueprint.route("/moderation/causes", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def causes() -> ResponseReturnValue:
    """List the causes, and open one."""
    viewer = keeper()
    form = CauseForm.among(team())
    if form.validate_on_submit():
        try:
            with write_transaction():
                owner = db.session.get_one(Member, form.owner.data)
                cause = acts.open_cause(form.title.data or "", owner, actor=viewer, now=clock.now())
                cause_id = cause.id
            return redirect(url_for("gatekeeping.cause", cause_id=cause_id), 303)
        except Invalid as error:
            form.refuse(error)
    return show("causes.html", form=form, causes=all_causes())


@blueprint.route("/moderation/causes/<int:cause_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def cause(cause_id: int) -> ResponseReturnValue:
    """Show a cause with its posts, and link further ones."""
    viewer = keeper()
    row = get_cause_for(viewer, cause_id)
    if wants_fragment():
        return private(make_response(render_template("gatekeeping/_sending.html", **_sending(row))))
    form = LinkForm()
    if form.validate_on_submit():
        try:
            linked = _link(viewer, cause_id, numbers_in(form.posts.data or ""))
            flash(ngettext("%(num)s post is linked.", "%(num)s posts are linked.", linked))
            return redirect(url_for("gatekeeping.cause", cause_id=cause_id), 303)
        except Invalid as error:
            form.refuse(error)
    return _page(viewer, row, form, AnswerForm(formdata=None))


@blueprint.post("/moderation/causes/<int:cause_id>/posts/<int:post_id>/delete")
@sign_in_required
@limit_write("moderate")
def unlink(cause_id: int, post_id: int) -> ResponseReturnValue:
    """Say that a post is about something else."""
    viewer = keeper()
    get_cause_for(viewer, cause_id)
    if BareForm().validate_on_submit():
        try:
            with write_transaction():
                row = get_cause_for(viewer, cause_id)
                acts.unlink_post(row, post_id, actor=viewer, now=clock.now())
        except Invalid as error:
            flash(str(error), "error")
    return redirect(url_for("gatekeeping.cause", cause_id=cause_id), 303)


@blueprint.post("/moderation/causes/<int:cause_id>/solution")
@sign_in_required
@limit_write("moderate")
def solve(cause_id: int) -> ResponseReturnValue:
    """Show what follows from an answer; sent from there, answer everybody who wrote about it."""
    viewer = keeper()
    row = get_cause_for(viewer, cause_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(viewer, row, LinkForm(formdata=None), form)
    try:
        if "sure" not in request.form:
            return _what_follows(viewer, row, form)
        with write_transaction():
            row = get_cause_for(viewer, cause_id, locked=True)
            acts.solve_cause(row, form.answer.data or "", Way(form.way.data), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _page(viewer, get_cause_for(viewer, cause_id), LinkForm(formdata=None), form)
    flash(_("Solved. The answer is on its way to everybody who wrote about it."))
    return redirect(url_for("gatekeeping.cause", cause_id=cause_id), 303)


@blueprint.get("/causes/<int:cause_id>")
@sign_in_required
def solution(cause_id: int) -> ResponseReturnValue:
    """Show the answer to those who wrote about a cause, and to the team."""
    viewer = current_viewer()
    row = db.session.get(Cause, cause_id)
    if row is None or row.solved_at is None:
        raise NotFound
    if not viewer.may_moderate and not wrote_about(viewer.own_id, cause_id):
        raise NotFound
    own = [post for post in posts_of(cause_id, viewer) if post.author_id == viewer.id]
    page = render_template("gatekeeping/solution.html", cause=row, posts=own)
    return private(Response(page))


def _link(viewer: Viewer, cause_id: int, post_ids: list[int]) -> int:
    """Link the posts that this moderator may read; return how many there were."""
    if not post_ids:
        raise Invalid(_("There is no address of a post in it."), field="posts")
    linked = 0
    with write_transaction():
        row = get_cause_for(viewer, cause_id)
        for post_id in post_ids:
            try:
                post = get_post_for(viewer, post_id)
            except (NotFound, NotAllowed):
                continue
            acts.link_post(row, post, actor=viewer, now=clock.now())
            linked += 1
    return linked


def _what_follows(viewer: Viewer, row: Cause, form: AnswerForm) -> Response:
    """Show the answer as it will stand, and where."""
    answer = acts.checked_answer(form.answer.data or "")
    places = places_of(row.id, viewer) if form.way.data == Way.REPLY else []
    return show(
        "solving.html",
        form=form,
        cause=row,
        answer_html=nest_headings(render(answer).html, under=2),
        places=places,
        people=len(still_to_tell(row.id)),
    )


def _sending(row: Cause) -> dict[str, object]:
    """Return how far the answer has come."""
    return {
        "sending": sending_of(row.id) if row.solved_at else None,
        "href": url_for("gatekeeping.cause", cause_id=row.id),
    }


def _page(viewer: Viewer, row: Cause, form: LinkForm, answer_form: AnswerForm) -> Response:
    owner = db.session.get(Member, row.owner_id) if row.owner_id else None
    page = show(
        "cause.html",
        form=form,
        answer_form=answer_form,
        cause=row,
        owner=owner.name if owner else _("Former member"),
        posts=posts_of(row.id, viewer),
        **_sending(row),
    )
    page.status_code = 422 if form.errors or answer_form.errors else 200
    return page
