"""Settings: what is kept, taking it along, news by mail, leaving."""

from __future__ import annotations

from io import BytesIO

from flask import flash, redirect, render_template, send_file, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from forum.accounts.archive import make_archive
from forum.accounts.forms import ErasureForm, MarketingForm
from forum.accounts.models import ConsentKind
from forum.accounts.operations import leaving
from forum.accounts.operations.consents import record_consent, wants_marketing
from forum.accounts.policy import get_own_member
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import fresh_sign_in_required, sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import wants_fragment
from forum.core.jobs import Job, find_job
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound
from forum.core.viewing import current_viewer

ERASURE = "erasure"


@blueprint.route("/settings/privacy", methods=["GET", "POST"])
@sign_in_required
@limit_write("settings")
def privacy() -> ResponseReturnValue:
    """Show the choices, and take the one about news by mail."""
    member_id = current_viewer().id or 0
    form = MarketingForm(marketing=wants_marketing(member_id))
    if form.validate_on_submit():
        with write_transaction():
            record_consent(member_id, ConsentKind.MARKETING, bool(form.marketing.data), now=clock.now())
        flash(_("Saved."))
        return redirect(url_for("accounts.privacy"), 303)
    return render_template("accounts/settings/privacy.html", form=form, job=leaving.latest_export(member_id))


@blueprint.post("/settings/privacy/exports")
@fresh_sign_in_required
@limit_write("export")
def start_export() -> ResponseReturnValue:
    """Have everything gathered."""
    with write_transaction():
        leaving.begin_export(get_own_member(current_viewer()))
    return redirect(url_for("accounts.privacy"), 303)


@blueprint.get("/settings/privacy/exports/<int:job_id>")
@sign_in_required
def export_progress(job_id: int) -> ResponseReturnValue:
    """Show how far the gathering has come."""
    job = _own_export(job_id)
    if not wants_fragment():
        return redirect(url_for("accounts.privacy"), 303)
    return render_template("accounts/settings/_export.html", job=job)


@blueprint.get("/settings/privacy/exports/<int:job_id>/file")
@fresh_sign_in_required
def download(job_id: int) -> ResponseReturnValue:
    """Hand over what was gathered."""
    viewer = current_viewer()
    gathered = leaving.gathered(_own_export(job_id).id, viewer.id or 0)
    if not gathered:
        raise NotFound
    packed = make_archive(gathered, name=viewer.name, now=clock.now())
    return send_file(
        BytesIO(packed), "application/zip", as_attachment=True, download_name=f"{viewer.handle}.zip"
    )


@blueprint.route("/settings/privacy/erasure", methods=["GET", "POST"])
@fresh_sign_in_required
@limit_write("settings")
def erase() -> ResponseReturnValue:
    """Leave for good: ask what becomes of the posts, then shut the account and forget it."""
    form = ErasureForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                member = get_own_member(current_viewer())
                job = leaving.begin_erasure(member, empty_posts=form.posts.data == "empty", now=clock.now())
            logout_user()
            session.clear()
            session[ERASURE] = job.id
            return redirect(url_for("accounts.erasure_progress"), 303)
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/settings/erasure.html", form=form), form.status


@blueprint.get("/goodbye")
def erasure_progress() -> ResponseReturnValue:
    """Show whoever has just left how far the forgetting has come."""
    job = db.session.get(Job, session.get(ERASURE, 0), populate_existing=True)
    if job is None:
        raise NotFound
    template = "accounts/_erasure.html" if wants_fragment() else "accounts/goodbye.html"
    return render_template(template, job=job)


def _own_export(job_id: int) -> Job:
    job = find_job(current_viewer(), job_id)
    if job.kind != leaving.EXPORT or job.owner_id != current_viewer().id:
        raise NotFound
    return job
