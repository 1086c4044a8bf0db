"""Looking after a poll: opening or discarding a draft, closing by hand, letting a held one go on."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.queries.topic_facts import topic_facts
from forum.polls.facts import close_in_words, facts_of
from forum.polls.forms import BareForm, TimeForm
from forum.polls.models import Poll
from forum.polls.operations.closing import close_by_hand, go_on
from forum.polls.operations.opening import discard_poll
from forum.polls.operations.succeeding import open_in_place
from forum.polls.policy import get_poll_for, require_manage
from forum.polls.question_views import preview_of
from forum.polls.sheet import Sheet
from forum.polls.views.blueprint import address_of, blueprint, care_page


@blueprint.route("/polls/<int:poll_id>/opening", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def opening(poll_id: int) -> ResponseReturnValue:
    """Look at a draft once more, and open it."""
    viewer = current_viewer()
    sheet, form = _managed(viewer, poll_id), BareForm()
    if not form.validate_on_submit():
        return _opening(form, sheet)
    try:
        with write_transaction():
            _managed(viewer, poll_id)
            open_in_place(_locked(poll_id), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _opening(form, sheet)
    flash(_("The poll is open."))
    return _back(sheet)


@blueprint.post("/polls/<int:poll_id>/delete")
@sign_in_required
@limit_write("post")
def discard(poll_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    viewer = current_viewer()
    sheet = _managed(viewer, poll_id)
    with write_transaction():
        _locked(poll_id)
        discard_poll(_managed(viewer, poll_id))
    flash(_("The draft is gone."))
    return redirect(url_for("discussions.topic", topic_id=sheet.topic_id), 303)


@blueprint.route("/polls/<int:poll_id>/closing", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def closing(poll_id: int) -> ResponseReturnValue:
    """Close a poll before its time, or one that is held."""
    viewer = current_viewer()
    sheet, form = _managed(viewer, poll_id), BareForm()
    if not form.validate_on_submit():
        return care_page("polls/closing.html", form, sheet)
    try:
        with write_transaction():
            _managed(viewer, poll_id)
            close_by_hand(_locked(poll_id), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return care_page("polls/closing.html", form, _managed(viewer, poll_id))
    flash(_("The poll is closed. Its result stands in a moment."))
    return _back(sheet)


@blueprint.route("/polls/<int:poll_id>/time", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def time(poll_id: int) -> ResponseReturnValue:
    """Let a poll go on that was held when the clock jumped over its close."""
    viewer = current_viewer()
    sheet, form = _managed(viewer, poll_id), TimeForm()
    if request.method == "GET" or not form.validate_on_submit():
        return care_page("polls/time.html", form, sheet)
    try:
        with write_transaction():
            _managed(viewer, poll_id)
            go_on(_locked(poll_id), form.moment(), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return care_page("polls/time.html", form, _managed(viewer, poll_id))
    flash(_("The poll goes on."))
    return _back(sheet)


def _opening(form: BareForm, sheet: Sheet) -> ResponseReturnValue:
    asked = [preview_of(question) for question in sheet.questions]
    facts = [close_in_words(sheet), *facts_of(sheet)]
    return care_page("polls/opening.html", form, sheet, asked=asked, facts=facts)


def _managed(viewer: Viewer, poll_id: int) -> Sheet:
    sheet, _standing = get_poll_for(viewer, poll_id)
    require_manage(viewer, sheet)
    return sheet


def _locked(poll_id: int) -> Poll:
    return db.session.get_one(Poll, poll_id, populate_existing=True, with_for_update=True)


def _back(sheet: Sheet) -> ResponseReturnValue:
    kind_key = topic_facts([sheet.topic_id])[sheet.topic_id].kind
    return redirect(address_of(sheet.topic_id, kind_key), 303)
