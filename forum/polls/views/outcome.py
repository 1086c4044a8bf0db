"""What can be looked up: who voted for what in a named poll, the published ballots, and a receipt in the ledger."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import NotAllowed, NotFound
from forum.core.viewing import current_viewer
from forum.polls.forms import ReceiptForm
from forum.polls.outcome import file_for_brand, file_of, find_receipt, page_of_voters
from forum.polls.policy import get_poll_for, is_brand
from forum.polls.views.blueprint import blueprint, care_page, with_result, words_page
from forum.polls.words import State


@blueprint.get("/polls/<int:poll_id>/voters")
def voters(poll_id: int) -> ResponseReturnValue:
    """Show who voted for what in a named poll."""
    sheet, _standing = with_result(poll_id)
    if sheet.is_secret:
        raise NotAllowed(_("This poll is secret: nobody is shown who voted for what."))
    after = request.args.get("after", 0, type=int)
    return words_page("polls/voters.html", sheet, page=page_of_voters(sheet, after))


@blueprint.get("/polls/<int:poll_id>/ballots/<int:position>")
def ballots(poll_id: int, position: int) -> ResponseReturnValue:
    """Give the ballots of one question without names, as the file that was sealed; to the brand those it may have."""
    sheet, _standing = with_result(poll_id)
    if sheet.state != State.SEALED or not (sheet.publishes_ballots or is_brand(current_viewer())):
        raise NotAllowed(_("The ballots of this poll are not published."))
    found = file_of(sheet, position) if sheet.publishes_ballots else file_for_brand(sheet, position)
    if found is None:
        raise NotFound
    name, text = found
    answer = Response(text, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return private(answer)


@blueprint.route("/polls/<int:poll_id>/receipts", methods=["GET", "POST"])
@limit_write("vote")
def receipts(poll_id: int) -> ResponseReturnValue:
    """Say whether a receipt stands in the ledger. It is sent in the form, never in an address."""
    sheet, _standing = get_poll_for(current_viewer(), poll_id)
    form, entry, was_asked = ReceiptForm(), None, False
    if form.validate_on_submit():
        entry, was_asked = find_receipt(sheet, form.receipt.data or ""), True
    return care_page("polls/receipts.html", form, sheet, entry=entry, was_asked=was_asked)
