"""Where a member answers what the brand asks beforehand, declines it, and takes an answer back."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.forms import RoomForm
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer
from forum.traits.operations.answering import answer_questions
from forum.traits.queries import asked_of

blueprint = Blueprint("traits", __name__)


@blueprint.route("/settings/questions", methods=["GET", "POST"])
@sign_in_required
@limit_write("settings")
def own() -> ResponseReturnValue:
    """Show what the brand asks, with one's answers, and keep others."""
    viewer = current_viewer()
    assert viewer.id is not None
    form = RoomForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                answer_questions(request.form, actor=viewer, now=clock.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Saved."))
            return redirect(url_for("traits.own"), 303)
    page = render_template("traits/own.html", form=form, asked=asked_of(viewer.id))
    return private(make_response(page, form.status))
