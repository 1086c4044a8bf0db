"""`POST /polls/7/beforehand` keeps what a member answers to the brand's own questions before they vote."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private, wants_fragment
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer
from forum.polls.panel import Attempt
from forum.polls.policy import get_poll_for
from forum.polls.views.blueprint import blueprint, poll_page
from forum.traits.operations.answering import answer_questions


@blueprint.post("/polls/<int:poll_id>/beforehand")
@sign_in_required
@limit_write("settings")
def beforehand(poll_id: int) -> ResponseReturnValue:
    """Keep the answers; those left open are asked again another time. The ballot below is not touched."""
    viewer = current_viewer()
    get_poll_for(viewer, poll_id)
    said = {name: value for name, value in request.form.items() if value}
    try:
        with write_transaction():
            answer_questions(said, actor=viewer, now=clock.now())
    except Invalid as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": " ".join(error.errors.values())}), status=422)
    if wants_fragment():
        return private(make_response(render_template("polls/_answered.html")))
    return redirect(url_for("polls.poll", poll_id=poll_id), 303)
