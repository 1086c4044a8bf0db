"""What is locked as evidence. Opening and exporting a sealed copy are acts, so looking at a page shows none of it."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Viewer
from forum.core.storage import current_storage
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_post_for
from forum.moderation.deciding_forms import AuthoritiesForm, KeepForm, LockForm
from forum.moderation.models import Evidence, Suspicion
from forum.moderation.operations import evidence as operations, keeping
from forum.moderation.policy import get_evidence_for, require_keeper
from forum.moderation.queries import desk
from forum.moderation.sealing import gather_pictures
from forum.moderation.views.blueprint import a_moderator, blueprint
from forum.moderation.views.doing import done


@blueprint.route("/posts/<int:post_id>/evidence", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def lock(post_id: int) -> ResponseReturnValue:
    """Lock a post as evidence of a possible crime."""
    viewer = a_moderator()
    post = get_post_for(viewer, post_id)
    form = LockForm()
    is_copied = form.is_submitted() and form.suspicion.data != Suspicion.CHILD_ABUSE
    pictures = gather_pictures(post, current_storage()) if is_copied else []

    def act() -> None:
        operations.lock_as_evidence(
            get_post_for(viewer, post_id),
            operations.Lock(
                Suspicion(form.suspicion.data),
                current_app.config["PUBLIC_URL"],
                note=form.note.data or "",
                life_at_risk=bool(form.life_at_risk.data),
            ),
            pictures=pictures,
            actor=viewer,
            now=clock.now(),
        )

    if done(form, act, _("It is locked as evidence and hidden.")):
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    return render_template("moderation/lock.html", form=form, post=post), form.status


@blueprint.get("/moderation/evidence")
@login_required
def locked() -> ResponseReturnValue:
    """List what is locked: times and hashes, no content."""
    require_keeper(current_viewer())
    return render_template("moderation/locked.html", items=desk.locked_items())


@blueprint.get("/moderation/evidence/<int:evidence_id>")
@login_required
def evidence(evidence_id: int) -> ResponseReturnValue:
    """Show what is known of a locked item, and who looked at it: no content."""
    return _page(get_evidence_for(current_viewer(), evidence_id))


@blueprint.post("/moderation/evidence/<int:evidence_id>/looks")
@login_required
@limit_write("moderate")
def open_evidence(evidence_id: int) -> ResponseReturnValue:
    """Show the sealed copy, and write down that it was looked at."""
    viewer = current_viewer()
    try:
        with write_transaction():
            content = operations.open_sealed(
                get_evidence_for(viewer, evidence_id), actor=viewer, now=clock.now()
            )
    except Invalid as error:
        flash(str(error), "warning")
        return redirect(url_for("moderation.evidence", evidence_id=evidence_id), 303)
    return _page(get_evidence_for(viewer, evidence_id), json.loads(content))


@blueprint.post("/moderation/evidence/<int:evidence_id>/bundle")
@login_required
@limit_write("moderate")
def export(evidence_id: int) -> ResponseReturnValue:
    """Give everything that was sealed as one archive for the authorities."""
    viewer = current_viewer()
    try:
        with write_transaction():
            packed = operations.export_bundle(
                get_evidence_for(viewer, evidence_id), actor=viewer, now=clock.now()
            )
    except Invalid as error:
        flash(str(error), "warning")
        return redirect(url_for("moderation.evidence", evidence_id=evidence_id), 303)
    answer = Response(packed, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="evidence-{evidence_id}.zip"'
    return private(answer)


@blueprint.post("/moderation/evidence/<int:evidence_id>/authorities")
@login_required
@limit_write("moderate")
def tell_authorities(evidence_id: int) -> ResponseReturnValue:
    """Note who was told."""
    form = AuthoritiesForm()
    return _act(
        evidence_id,
        lambda found, viewer: operations.tell_authorities(
            found, form.whom.data or "", actor=viewer, now=clock.now()
        ),
        _("It is noted who was told."),
    )


@blueprint.post("/moderation/evidence/<int:evidence_id>/renewal")
@login_required
@limit_write("moderate")
def ask_to_keep(evidence_id: int) -> ResponseReturnValue:
    """Ask for it to be kept for longer."""
    form = KeepForm()
    return _act(
        evidence_id,
        lambda found, viewer: keeping.ask_to_keep(
            found, because=form.because.data or "", actor=viewer, now=clock.now()
        ),
        _("You have asked for it. A second person has to agree."),
    )


@blueprint.post("/moderation/evidence/<int:evidence_id>/renewal/agreement")
@login_required
@limit_write("moderate")
def agree_to_keep(evidence_id: int) -> ResponseReturnValue:
    """Agree that it is kept for longer."""
    return _act(
        evidence_id,
        lambda found, viewer: keeping.agree_to_keep(found, actor=viewer, now=clock.now()),
        _("It is kept for another year."),
    )


def _act(evidence_id: int, act: Callable[[Evidence, Viewer], object], message: str) -> ResponseReturnValue:
    viewer = current_viewer()
    try:
        with write_transaction():
            act(get_evidence_for(viewer, evidence_id), viewer)
        flash(message)
    except Invalid as error:
        flash(str(error), "warning")
    return redirect(url_for("moderation.evidence", evidence_id=evidence_id), 303)


def _page(found: Evidence, sealed: object = None) -> ResponseReturnValue:
    return render_template(
        "moderation/evidence.html",
        item=found,
        sealed=sealed,
        looks=desk.looks_at(found.id),
        renewal=desk.renewal_asked(found.id),
        authorities=AuthoritiesForm(formdata=None),
        keep=KeepForm(formdata=None),
    )
