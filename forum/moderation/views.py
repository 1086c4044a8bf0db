"""Reporting, hiding, showing again, blacking out, and the list of reports that wait."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.accounts.policy import get_member_for
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.pagination import decode_mark
from forum.core.policy import Invalid, NotAllowed, NotFound, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_post_for
from forum.moderation import operations, queries
from forum.moderation.forms import BlackoutForm, HidingForm, ReportForm, UnhidingForm
from forum.moderation.models import Report, ReportState

blueprint = Blueprint("moderation", __name__)


@blueprint.route("/posts/<int:post_id>/reports/new", methods=["GET", "POST"])
@limit_write("report")
def report_post(post_id: int) -> ResponseReturnValue:
    """Let anybody who can read a post report it."""
    viewer = current_viewer()
    post = get_post_for(viewer, post_id)
    form = ReportForm.about_post()
    if form.validate_on_submit():
        with write_transaction():
            operations.report_post(
                get_post_for(viewer, post_id),
                reason=form.reason.data,
                note=form.note.data or "",
                actor=viewer,
                now=clock.now(),
            )
        flash(_("Thank you. A moderator will look at it."))
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    return render_template("moderation/report_post.html", form=form, post=post), 422 if form.errors else 200


@blueprint.route("/members/<handle>/reports/new", methods=["GET", "POST"])
@limit_write("report")
def report_member(handle: str) -> ResponseReturnValue:
    """Let anybody report a profile: one that passes itself off as the brand, say."""
    viewer = current_viewer()
    member = get_member_for(viewer, handle)
    form = ReportForm.about_profile()
    if form.validate_on_submit():
        with write_transaction():
            operations.report_member(
                get_member_for(viewer, handle),
                reason=form.reason.data,
                note=form.note.data or "",
                actor=viewer,
                now=clock.now(),
            )
        flash(_("Thank you. A moderator will look at it."))
        return redirect(url_for("accounts.profile", handle=handle), 303)
    return render_template(
        "moderation/report_member.html", form=form, member=member
    ), 422 if form.errors else 200


@blueprint.route("/posts/<int:post_id>/hiding", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def hide(post_id: int) -> ResponseReturnValue:
    """Hide a post, with a reason. What will follow is said before it is done."""
    viewer = _moderator()
    post = get_post_for(viewer, post_id)
    form = HidingForm.with_reasons()
    if form.validate_on_submit():
        with write_transaction():
            operations.hide_post(
                get_post_for(viewer, post_id),
                reason=form.reason.data,
                note=form.note.data or "",
                actor=viewer,
                now=clock.now(),
            )
        flash(_("The post is hidden. Its author was told why."))
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    return render_template("moderation/hide.html", form=form, post=post), 422 if form.errors else 200


@blueprint.route("/posts/<int:post_id>/hiding/delete", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def unhide(post_id: int) -> ResponseReturnValue:
    """Show a hidden post again."""
    viewer = _moderator()
    post = get_post_for(viewer, post_id)
    form = UnhidingForm()
    if form.validate_on_submit():
        with write_transaction():
            operations.unhide_post(
                get_post_for(viewer, post_id), because=form.because.data or "", actor=viewer, now=clock.now()
            )
        flash(_("The post is shown again."))
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    hiding = queries.hiding_in_force(post_id)
    return render_template(
        "moderation/unhide.html", form=form, post=post, hiding=hiding
    ), 422 if form.errors else 200


@blueprint.route("/posts/<int:post_id>/blackout", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def black_out(post_id: int) -> ResponseReturnValue:
    """Make a passage unreadable everywhere: a telephone number that somebody posted, say."""
    viewer = _moderator()
    post = get_post_for(viewer, post_id)
    form = BlackoutForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                operations.black_out(
                    get_post_for(viewer, post_id), form.passage.data or "", actor=viewer, now=clock.now()
                )
        except Invalid as error:
            form.passage.errors = list(error.errors.values())
        else:
            flash(_("The passage is blacked out everywhere."))
            return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    return render_template("moderation/blackout.html", form=form, post=post), 422 if form.errors else 200


@blueprint.get("/moderation/reports")
@login_required
def reports() -> ResponseReturnValue:
    """List the reports that wait, the oldest first."""
    _moderator()
    wanted = request.args.get("state", ReportState.OPEN)
    state = ReportState(wanted) if wanted in set(ReportState) else ReportState.OPEN
    mark = decode_mark(request.args.get("after"), 1)
    after_id = mark[0] if mark and isinstance(mark[0], int) else None
    page = queries.page_of_reports(state, after_id=after_id)
    return render_template("moderation/reports.html", page=page, state=state, states=list(ReportState))


@blueprint.post("/moderation/reports/<int:report_id>/declining")
@login_required
@limit_write("moderate")
def decline(report_id: int) -> ResponseReturnValue:
    """Close a report and leave what it is about as it is."""
    viewer = _moderator()
    try:
        with write_transaction():
            report = db.session.get(Report, report_id)
            if report is None:
                raise NotFound
            operations.decline_report(report, actor=viewer, now=clock.now())
        flash(_("The report is closed. The post stays as it is."))
    except Invalid as error:
        flash(str(error), "warning")
    return redirect(url_for("moderation.reports"), 303)


def _moderator() -> Viewer:
    viewer = current_viewer()
    if not viewer.may_moderate:
        raise NotAllowed(_("Only moderators may do this."))
    return viewer
