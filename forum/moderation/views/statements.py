"""Statements of reasons as their receivers read them, and their ways to mend or object."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.core.clock import clock
from forum.core.limits import limit_write
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.moderation import operations
from forum.moderation.forms import ObjectionForm, RestorationForm
from forum.moderation.models import Objection, ObjectionState, Statement
from forum.moderation.policy import get_statement_for
from forum.moderation.queries import statements as queries
from forum.moderation.views.blueprint import blueprint
from forum.moderation.views.doing import done, tried


@blueprint.get("/statements")
@login_required
def statements() -> ResponseReturnValue:
    """List the decisions about the viewer."""
    found = queries.statements_of(current_viewer().own_id)
    return render_template("moderation/statements.html", statements=found)


@blueprint.get("/statements/<int:statement_id>")
@login_required
def statement(statement_id: int) -> ResponseReturnValue:
    """Show one decision with its reasons."""
    return _page(current_viewer(), get_statement_for(current_viewer(), statement_id), ObjectionForm())


@blueprint.post("/statements/<int:statement_id>/objections")
@login_required
@limit_write("report")
def object_to(statement_id: int) -> ResponseReturnValue:
    """Take an objection."""
    viewer = current_viewer()
    form = ObjectionForm()

    def act() -> None:
        again = get_statement_for(viewer, statement_id)
        operations.object_to_statement(again, text=form.text.data or "", actor=viewer, now=clock.now())

    if done(form, act, _("Your objection has arrived. Somebody else will look at it and answer you.")):
        return redirect(url_for("moderation.statement", statement_id=statement_id), 303)
    return _page(viewer, get_statement_for(viewer, statement_id), form)


@blueprint.post("/statements/<int:statement_id>/restoration")
@login_required
@limit_write("report")
def ask_for_restoration(statement_id: int) -> ResponseReturnValue:
    """Take the request of an author who has changed the post."""
    viewer = current_viewer()
    form = RestorationForm()

    def act() -> None:
        again = get_statement_for(viewer, statement_id)
        operations.ask_for_restoration(again, text=form.text.data or "", actor=viewer, now=clock.now())

    if form.validate_on_submit():
        tried(act, _("Thank you. Somebody else will read it again and answer you."))
    return redirect(url_for("moderation.statement", statement_id=statement_id), 303)


def _page(viewer: Viewer, found: Statement, form: ObjectionForm) -> ResponseReturnValue:
    objections = queries.objections_to(found.id)
    is_own = found.member_id == viewer.id
    open_to_me = is_own and found.lifted_at is None and clock.now() <= found.object_until
    waits = any(each.state == ObjectionState.OPEN for each in objections)
    return render_template(
        "moderation/statement.html",
        statement=queries.told(found),
        pieces=queries.pieces_of(found.id),
        profile_text=queries.withheld_profile(found.id),
        objections=objections,
        is_own=is_own,
        may_object=open_to_me and not waits and not _was_answered(objections),
        may_mend=open_to_me and not waits and queries.may_mend(found, objections),
        form=form,
        restoration=RestorationForm(formdata=None),
    ), form.status


def _was_answered(objections: Sequence[Objection]) -> bool:
    return any(not each.mended and each.state != ObjectionState.OPEN for each in objections)
