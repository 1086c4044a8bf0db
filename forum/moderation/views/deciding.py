"""What the second person does: objections, purging."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.discussions.policy import get_post_for
from forum.moderation import operations
from forum.moderation.deciding_forms import DecisionForm, PurgeForm
from forum.moderation.models import Objection, PurgeGround, PurgeRequest, Report, Statement
from forum.moderation.operations.purging import agree_to_purge, ask_for_purge, refuse_purge
from forum.moderation.queries import desk, reports, statements
from forum.moderation.views.blueprint import a_moderator, a_second, blueprint
from forum.moderation.views.doing import done


@blueprint.get("/moderation/objections")
@login_required
def objections() -> ResponseReturnValue:
    """List the objections that wait, or those that were decided."""
    a_second()
    is_open = request.args.get("state") != "decided"
    return render_template(
        "moderation/objections.html", objections=desk.objections(is_open=is_open), is_open=is_open
    )


@blueprint.route("/moderation/objections/<int:objection_id>", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def objection(objection_id: int) -> ResponseReturnValue:
    """Show an objection with the decision it is about, and take the second decision."""
    viewer = a_second()
    found = _objection(objection_id)
    report = db.session.get(Report, found.report_id) if found.report_id else None
    form = DecisionForm.about(
        a_report=report is not None, of_profile=report is not None and report.member_id is not None
    )

    def act() -> None:
        operations.decide_objection(
            _objection(objection_id),
            upheld=form.upheld.data == "yes",
            answer=form.answer.data or "",
            reason=form.reason.data or "" if report is not None else "",
            actor=viewer,
            now=clock.now(),
        )

    if done(form, act, _("The objection is decided. Whoever objected was told.")):
        return redirect(url_for("moderation.objections"), 303)
    statement = db.session.get(Statement, found.statement_id) if found.statement_id else None
    return render_template(
        "moderation/objection.html",
        form=form,
        objection=found,
        statement=statements.told(statement) if statement else None,
        pieces=statements.pieces_of(statement.id) if statement else (),
        profile_text=statements.withheld_profile(statement.id) if statement else "",
        report=reports.report_row(report.id) if report is not None else None,
    ), form.status


@blueprint.get("/moderation/purges")
@login_required
def purges() -> ResponseReturnValue:
    """List what is asked to be purged, or the tombstones."""
    a_second()
    is_open = request.args.get("state") != "decided"
    return render_template(
        "moderation/purges.html", requests=desk.purge_requests(is_open=is_open), is_open=is_open
    )


@blueprint.route("/posts/<int:post_id>/purging", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def purge(post_id: int) -> ResponseReturnValue:
    """Ask for a post to be forgotten for good."""
    viewer = a_moderator()
    post = get_post_for(viewer, post_id)
    form = PurgeForm()

    def act() -> None:
        ask_for_purge(
            get_post_for(viewer, post_id),
            ground=PurgeGround(form.ground.data),
            because=form.because.data or "",
            actor=viewer,
            now=clock.now(),
        )

    if done(form, act, _("You have asked for it. A second person has to agree.")):
        return redirect(url_for("moderation.purges"), 303)
    return render_template("moderation/purge.html", form=form, post=post), form.status


@blueprint.post("/moderation/purges/<int:request_id>/agreement")
@login_required
@limit_write("moderate")
def agree(request_id: int) -> ResponseReturnValue:
    """Agree to a purge, as the second person."""
    return _decide_purge(
        request_id,
        lambda found, viewer: agree_to_purge(found, actor=viewer, now=clock.now()),
        _("The text is gone. The record says who agreed."),
    )


@blueprint.post("/moderation/purges/<int:request_id>/refusal")
@login_required
@limit_write("moderate")
def refuse(request_id: int) -> ResponseReturnValue:
    """Leave a text that was asked to be purged."""
    return _decide_purge(
        request_id,
        lambda found, viewer: refuse_purge(found, actor=viewer, now=clock.now()),
        _("The text stays."),
    )


def _decide_purge(
    request_id: int, act: Callable[[PurgeRequest, Viewer], object], message: str
) -> ResponseReturnValue:
    viewer = a_second()
    try:
        with write_transaction():
            found = db.session.get(PurgeRequest, request_id)
            if found is None:
                raise NotFound
            act(found, viewer)
        flash(message)
    except Invalid as error:
        flash(str(error), "warning")
    return redirect(url_for("moderation.purges"), 303)


def _objection(objection_id: int) -> Objection:
    found = db.session.get(Objection, objection_id)
    if found is None:
        raise NotFound
    return found
