"""The form that anybody can fill in without an account, and the page that only whoever did can find (DSA, art. 16)."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.i18n import current_language
from forum.core.limits import limit_write
from forum.core.policy import GUEST, Invalid
from forum.core.viewing import current_viewer
from forum.moderation import operations
from forum.moderation.forms import NoticeForm, ObjectionForm
from forum.moderation.operations import Notice
from forum.moderation.places import find_place
from forum.moderation.queries import reports as queries
from forum.moderation.tickets import get_notice, notice_path
from forum.moderation.views.blueprint import blueprint
from forum.moderation.views.doing import done


@blueprint.route("/notices/new", methods=["GET", "POST"])
@limit_write("report")
def new_notice() -> ResponseReturnValue:
    """Take a notice about something that may be against the law or the charter."""
    form = NoticeForm.offering()
    if form.validate_on_submit():
        try:
            with write_transaction():
                place = find_place(form.address.data or "", current_viewer())
                report = operations.file_notice(place, _notice(form), actor=GUEST, now=clock.now())
                path = notice_path(report)
            flash(_("We have received your notice."))
            return redirect(path, 303)
        except Invalid as error:
            form.refuse(error)
    return render_template("moderation/new_notice.html", form=form), form.status


@blueprint.route("/notices/<int:report_id>/<token>", methods=["GET", "POST"])
@limit_write("report")
def notice(report_id: int, token: str) -> ResponseReturnValue:
    """Show whoever holds the link what becomes of their notice, and take an objection to it."""
    report = get_notice(report_id, token)
    form = ObjectionForm()

    def act() -> None:
        again = get_notice(report_id, token)
        operations.object_to_report(again, text=form.text.data or "", actor=GUEST, now=clock.now())

    if done(form, act, _("Thank you. Somebody else will look at it and answer you.")):
        return redirect(url_for("moderation.notice", report_id=report_id, token=token), 303)
    objection = queries.objection_to_report(report_id)
    page = render_template("moderation/notice.html", form=form, report=report, objection=objection)
    return private(make_response(page, form.status))


def _notice(form: NoticeForm) -> Notice:
    return Notice(
        address=form.address.data or "",
        reason=form.reason.data,
        text=form.text.data or "",
        name=form.name.data or "",
        email=form.email.data or "",
        in_good_faith=bool(form.in_good_faith.data),
        language=current_language(),
        anonymous=bool(form.anonymous.data),
    )
