"""Voting: `POST /polls/7/ballot` casts or changes the viewer's ballot, `POST /polls/7/ballot/delete` takes it back."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import wants_fragment
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed
from forum.core.viewing import current_viewer
from forum.polls import arrival
from forum.polls.ballot_box import drop_ballot
from forum.polls.choices import Typed
from forum.polls.operations.voting import withdraw_ballot
from forum.polls.panel import Attempt
from forum.polls.policy import get_poll_for
from forum.polls.stash import forget_marks, keep_for_later, kept_marks
from forum.polls.views.blueprint import blueprint, panel_page, poll_page


@blueprint.get("/polls/<int:poll_id>")
def poll(poll_id: int) -> ResponseReturnValue:
    """Show a poll on a page of its own, with what a guest marked before signing in."""
    viewer = current_viewer()
    sheet, standing = get_poll_for(viewer, poll_id)
    marks = None if standing.has_voted else kept_marks(sheet)
    said = _("What you chose is still here. Press “Vote” to cast your vote.") if marks and viewer.id else None
    return poll_page(viewer, poll_id, Attempt(typed=marks, said=said), changing="change" in request.args)


@blueprint.post("/polls/<int:poll_id>/ballot")
@limit_write("vote")
def cast(poll_id: int) -> ResponseReturnValue:
    """Cast a ballot, or change it. Guests are led through the sign-in and find what they marked."""
    viewer = current_viewer()
    typed: Typed = request.form.to_dict(flat=False)
    if viewer.id is None:
        return after_signing_in(poll_id, typed)

    address = request.remote_addr or ""
    try:
        done = drop_ballot(viewer, poll_id, typed, arrived=arrival.arrived(), address=address)
    except Invalid as error:
        return poll_page(viewer, poll_id, Attempt(typed, error.errors), changing=True, status=422)
    except NotAllowed as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": error.message}), status=403)
    said = _("Thank you. Your vote is cast.") if done.is_new else _("Your vote is changed.")
    if done.receipt is None:
        said = _("You had voted like this already. Nothing has changed.")
    response = panel_page(viewer, done.sheet, done.standing, Attempt(receipt=done.receipt, said=said))
    forget_marks(response, done.sheet)
    return response


@blueprint.post("/polls/<int:poll_id>/ballot/delete")
@sign_in_required
@limit_write("vote")
def withdraw(poll_id: int) -> ResponseReturnValue:
    """Take one's ballot back."""
    viewer = current_viewer()
    try:
        with write_transaction():
            receipt = withdraw_ballot(viewer, poll_id, arrived=arrival.arrived(), now=clock.now())
    except Invalid as error:
        return poll_page(viewer, poll_id, Attempt(errors=error.errors), status=422)
    except NotAllowed as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": error.message}), status=403)
    said = _("Your vote is taken back.") if receipt else _("You have not voted here.")
    return poll_page(viewer, poll_id, Attempt(receipt=receipt, said=said))


def after_signing_in(poll_id: int, typed: Typed) -> Response:
    """Lead a guest through the sign-in back to the poll, and leave them with what they marked."""
    sheet, _standing = get_poll_for(current_viewer(), poll_id)
    address = url_for("accounts.sign_in", next=url_for("polls.poll", poll_id=poll_id))
    flash(_("What you chose is kept. Sign in or join, and you find it again."), "info")
    if wants_fragment():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = address
    else:
        response = make_response(redirect(address, 303))
    keep_for_later(response, sheet, typed)
    return response
