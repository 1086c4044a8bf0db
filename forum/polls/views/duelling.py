"""Duels: `POST /polls/7/pairs` answers the pair that was offered, `POST /polls/7/pairs/delete` takes the last back."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed, NotFound
from forum.core.viewing import current_viewer
from forum.polls import arrival
from forum.polls.choices import Typed
from forum.polls.offers import SAID, offer_in
from forum.polls.operations.duelling import answer_pair, take_back_answer
from forum.polls.outcome import places_page
from forum.polls.panel import Attempt
from forum.polls.policy import get_poll_for
from forum.polls.stash import forget_marks
from forum.polls.views.blueprint import blueprint, panel_page, poll_page, with_result, words_page
from forum.polls.views.voting import after_signing_in


@blueprint.post("/polls/<int:poll_id>/pairs")
@limit_write("vote")
def answer(poll_id: int) -> ResponseReturnValue:
    """Answer a pair. Guests are led through the sign-in and find it again with what they chose."""
    viewer = current_viewer()
    typed: Typed = request.form.to_dict(flat=False)
    if viewer.id is None:
        return after_signing_in(poll_id, typed)
    sheet, _standing = get_poll_for(viewer, poll_id)
    said, address = request.form.get(SAID, ""), request.remote_addr or ""
    try:
        offer = offer_in(typed, viewer, sheet)
        with write_transaction():
            done = answer_pair(
                viewer, poll_id, offer, said, arrived=arrival.arrived(), now=clock.now(), address=address
            )
    except Invalid as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": str(error)}), status=422)
    except NotAllowed as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": error.message}), status=403)
    words = _("Thank you. Your vote is cast.") if done.is_new else None
    response = panel_page(viewer, done.sheet, done.standing, Attempt(receipt=done.receipt, said=words))
    forget_marks(response, sheet)
    return response


@blueprint.post("/polls/<int:poll_id>/pairs/delete")
@sign_in_required
@limit_write("vote")
def take_back(poll_id: int) -> ResponseReturnValue:
    """Take one's last answer back."""
    viewer = current_viewer()
    try:
        with write_transaction():
            receipt = take_back_answer(viewer, poll_id, arrived=arrival.arrived(), now=clock.now())
    except Invalid as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": str(error)}), status=422)
    except NotAllowed as error:
        return poll_page(viewer, poll_id, Attempt(errors={"": error.message}), status=403)
    said = _("Your last answer is taken back.") if receipt else _("You have not voted here.")
    return poll_page(viewer, poll_id, Attempt(receipt=receipt, said=said))


@blueprint.get("/polls/<int:poll_id>/places")
def places(poll_id: int) -> ResponseReturnValue:
    """Show all places of a duel."""
    sheet, standing = with_result(poll_id)
    after = max(0, request.args.get("after", 0, type=int))
    page = places_page(sheet, standing, after)
    if page is None:
        raise NotFound
    return words_page("polls/places.html", sheet, page=page)
