"""The steps of the trail: how far the chosen idea has come, and putting right what was said about it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.campaigns.forms import StepForm
from forum.campaigns.models import CampaignStep
from forum.campaigns.operations.outcomes import add_step, edit_step
from forum.campaigns.policy import require_run
from forum.campaigns.views.blueprint import back, blueprint, form_page, locked, not_now, run_for
from forum.campaigns.words import Phase, StepKind
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.core.storage import current_storage
from forum.core.viewing import current_viewer
from forum.uploads.models import Purpose
from forum.uploads.operations import add_upload, take_in
from forum.uploads.policy import require_upload


@blueprint.route("/campaigns/<int:topic_id>/steps", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def steps(topic_id: int) -> ResponseReturnValue:
    """Show how far the chosen idea has come."""
    viewer = current_viewer()
    opened, form = run_for(viewer, topic_id), StepForm()
    if opened.campaign.phase != Phase.TRAIL:
        return not_now(opened, _("Add a step"), _("Publish the outcome first."))
    if not form.validate_on_submit():
        return form_page("campaigns/step.html", form, opened)
    try:
        upload_id = _picture(viewer, form)
        with write_transaction():
            run_for(viewer, topic_id)
            add_step(
                locked(topic_id),
                StepKind(form.kind.data),
                text=form.text.data or "",
                on_day=form.on_day.data,
                upload_id=upload_id,
                actor=viewer,
                now=clock.now(),
            )
    except Invalid as error:
        form.refuse(error)
        return form_page("campaigns/step.html", form, run_for(viewer, topic_id))
    return back(topic_id)


@blueprint.route("/campaigns/steps/<int:step_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def step(step_id: int) -> ResponseReturnValue:
    """Put a step right."""
    viewer = current_viewer()
    require_run(viewer)
    known = _step(step_id)
    opened, form = run_for(viewer, known.campaign_id), StepForm(obj=known)
    if request.method == "GET" or not form.validate_on_submit():
        return form_page("campaigns/step.html", form, opened, is_edited=True)
    try:
        upload_id = _picture(viewer, form)
        with write_transaction():
            run_for(viewer, known.campaign_id)
            edit_step(
                _step(step_id),
                StepKind(form.kind.data),
                text=form.text.data or "",
                on_day=form.on_day.data,
                upload_id=upload_id,
                actor=viewer,
                now=clock.now(),
            )
    except Invalid as error:
        form.refuse(error)
        return form_page("campaigns/step.html", form, run_for(viewer, known.campaign_id), is_edited=True)
    return back(known.campaign_id)


def _step(step_id: int) -> CampaignStep:
    found = db.session.get(CampaignStep, step_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def _picture(viewer: Viewer, form: StepForm) -> int | None:
    file = form.picture.data
    if not getattr(file, "filename", ""):
        return None
    require_upload(viewer)
    if not (form.alt.data or "").strip():
        raise Invalid(_("Say in words what each picture shows."), field="alt")
    taken = take_in(file.read(), purpose=Purpose.POST, storage=current_storage())
    with write_transaction():
        return add_upload(taken, owner=viewer, alt=form.alt.data or "", now=clock.now()).id
