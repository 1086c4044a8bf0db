"""Reporting something, what becomes of it, and the list of reports that wait."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.accounts.policy import get_member_for
from forum.core.clock import clock
from forum.core.limits import limit_write
from forum.core.pagination import decode_mark
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_post_for
from forum.moderation import operations
from forum.moderation.forms import AnswerReportForm, ObjectionForm, ReportForm
from forum.moderation.models import ReportState
from forum.moderation.policy import get_own_report, get_report_to_decide
from forum.moderation.queries import reports as queries
from forum.moderation.views.blueprint import a_moderator, blueprint
from forum.moderation.views.doing import done, tried


@blueprint.route("/posts/<int:post_id>/reports/new", methods=["GET", "POST"])
@limit_write("report")
def report_post(post_id: int) -> ResponseReturnValue:
    """Let anybody who can read a post report it."""
    viewer = current_viewer()
    post = get_post_for(viewer, post_id)
    form = ReportForm.about_post()

    def act() -> None:
        again = get_post_for(viewer, post_id)
        operations.report_post(again, actor=viewer, now=clock.now(), **_words(form))

    if done(form, act, _("Thank you. A moderator will look at it.")):
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    return render_template("moderation/report_post.html", form=form, post=post), form.status


@blueprint.route("/members/<handle>/reports/new", methods=["GET", "POST"])
@limit_write("report")
def report_member(handle: str) -> ResponseReturnValue:
    """Let anybody report a profile: one that passes itself off as the brand, say."""
    viewer = current_viewer()
    member = get_member_for(viewer, handle)
    form = ReportForm.about_profile()

    def act() -> None:
        again = get_member_for(viewer, handle)
        operations.report_member(again, actor=viewer, now=clock.now(), **_words(form))

    if done(form, act, _("Thank you. A moderator will look at it.")):
        return redirect(url_for("accounts.profile", handle=handle), 303)
    return render_template("moderation/report_member.html", form=form, member=member), form.status


@blueprint.get("/reports")
@login_required
def own_reports() -> ResponseReturnValue:
    """List what the viewer reported, and what became of it."""
    return render_template(
        "moderation/own_reports.html", reports=queries.own_reports(current_viewer().own_id)
    )


@blueprint.route("/reports/<int:report_id>", methods=["GET", "POST"])
@login_required
@limit_write("report")
def own_report(report_id: int) -> ResponseReturnValue:
    """Show one's own report with its outcome, and take an objection to it."""
    viewer = current_viewer()
    report = get_own_report(viewer, report_id)
    form = ObjectionForm()

    def act() -> None:
        again = get_own_report(viewer, report_id)
        operations.object_to_report(again, text=form.text.data or "", actor=viewer, now=clock.now())

    if done(form, act, _("Thank you. Somebody else will look at it and answer you.")):
        return redirect(url_for("moderation.own_report", report_id=report_id), 303)
    objection = queries.objection_to_report(report_id)
    return render_template(
        "moderation/own_report.html", form=form, report=report, objection=objection
    ), form.status


@blueprint.get("/moderation/reports")
@login_required
def reports() -> ResponseReturnValue:
    """List the reports that wait, the oldest first."""
    a_moderator()
    wanted = request.args.get("state", ReportState.OPEN)
    state = ReportState(wanted) if wanted in set(ReportState) else ReportState.OPEN
    mark = decode_mark(request.args.get("after"), 1)
    after_id = mark[0] if mark and isinstance(mark[0], int) else None
    page = queries.page_of_reports(state, after_id=after_id)
    return render_template("moderation/reports.html", page=page, state=state, states=list(ReportState))


@blueprint.get("/moderation/reports/<int:report_id>")
@login_required
def report_to_decide(report_id: int) -> ResponseReturnValue:
    """Show one report to decide about, with what one may answer."""
    get_report_to_decide(a_moderator(), report_id)
    row = queries.report_row(report_id)
    return render_template("moderation/report.html", report=row, form=AnswerReportForm())


@blueprint.post("/moderation/reports/<int:report_id>/declining")
@login_required
@limit_write("moderate")
def decline(report_id: int) -> ResponseReturnValue:
    """Close a report and leave what it is about as it is."""
    viewer = a_moderator()

    def act() -> None:
        report = get_report_to_decide(viewer, report_id)
        operations.decline_report(
            report, answer=request.form.get("answer", ""), actor=viewer, now=clock.now()
        )

    tried(act, _("The report is closed. The post stays as it is."))
    return redirect(url_for("moderation.reports"), 303)


def _words(form: ReportForm) -> dict[str, str]:
    return {"reason": form.reason.data, "note": form.note.data or ""}
