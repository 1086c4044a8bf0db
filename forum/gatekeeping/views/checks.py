"""A post that waits or was marked: for its author why, for moderators what was found, and what to do."""

from __future__ import annotations

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer
from forum.discussions.models import Post, PostState
from forum.gatekeeping.findings import rules_in, sentences
from forum.gatekeeping.forms import BareForm, RefusalForm
from forum.gatekeeping.models import PostCheck
from forum.gatekeeping.operations.checks import refuse_post, release_post
from forum.gatekeeping.policy import get_check_for
from forum.gatekeeping.queries.rules import patterns_of
from forum.gatekeeping.views.blueprint import blueprint, keeper, show


@blueprint.get("/posts/<int:post_id>/check")
@sign_in_required
def check(post_id: int) -> ResponseReturnValue:
    """Say why a post waits, or what was found in it."""
    post, found = get_check_for(current_viewer(), post_id)
    return _page(RefusalForm.with_reasons(), post, found)


@blueprint.post("/posts/<int:post_id>/release")
@sign_in_required
@limit_write("moderate")
def release(post_id: int) -> ResponseReturnValue:
    """Let a post that waits stand."""
    viewer = keeper()
    get_check_for(viewer, post_id)
    if BareForm().validate_on_submit():
        try:
            with write_transaction():
                release_post(get_check_for(viewer, post_id)[0], actor=viewer, now=clock.now())
            flash(_("The post is published. Its author was told."))
        except Invalid as error:
            flash(str(error), "error")
    return redirect(url_for("discussions.permalink", post_id=post_id), 303)


@blueprint.post("/posts/<int:post_id>/refusal")
@sign_in_required
@limit_write("moderate")
def refuse(post_id: int) -> ResponseReturnValue:
    """Not let a post stand, with a reason that its author reads."""
    viewer = keeper()
    post, found = get_check_for(viewer, post_id)
    form = RefusalForm.with_reasons()
    if not form.validate_on_submit():
        return _page(form, post, found)
    try:
        with write_transaction():
            refuse_post(
                get_check_for(viewer, post_id)[0],
                reason=form.reason.data,
                message=form.message.data or "",
                actor=viewer,
                now=clock.now(),
            )
    except Invalid as error:
        form.refuse(error)
        return _page(form, *get_check_for(viewer, post_id))
    flash(_("The post is not published. Its author was told why."))
    return redirect(url_for("gatekeeping.check", post_id=post_id), 303)


def _page(form: RefusalForm, post: Post, found: PostCheck) -> Response:
    viewer = current_viewer()
    judges = viewer.may_moderate and post.author_id != viewer.id
    return show(
        "check.html",
        form=form,
        post=post,
        check=found,
        judges=judges,
        waits=post.state == PostState.HELD and found.decision is None,
        findings=sentences(found.findings, patterns_of(rules_in(found.findings))) if judges else [],
    )
