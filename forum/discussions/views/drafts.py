"""Drafts as resources: `POST /drafts/reply:7` keeps one, `POST /drafts/reply:7/delete` forgets it."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer
from forum.discussions.operations.drafts import DraftConflict, discard_draft, draft_fields, save_draft
from forum.discussions.queries.drafts import drafts_of
from forum.discussions.views.drafted import readable

blueprint = Blueprint("drafts", __name__)


@blueprint.get("/drafts")
@sign_in_required
def drafts() -> ResponseReturnValue:
    """Show what this member has begun to write."""
    return private(
        make_response(render_template("discussions/drafts.html", drafts=drafts_of(current_viewer())))
    )


@blueprint.post("/drafts/<place>")
@sign_in_required
@limit_write("draft")
def save(place: str) -> ResponseReturnValue:
    """Keep what stands in the editor so far; answers its version, or 409 with what was kept from elsewhere."""
    fields = {name: request.form.get(name, "") for name in draft_fields()}
    version = request.form.get("draft_version", 0, type=int)
    try:
        with write_transaction():
            draft = save_draft(current_viewer(), place, fields, based_on_version=version, now=clock.now())
    except DraftConflict as conflict:
        return private(make_response({"fields": readable(conflict.fields), "version": conflict.version}, 409))
    except Invalid as error:
        return private(make_response({"error": str(error)}, 422))
    return private(jsonify(version=draft.version))


@blueprint.post("/drafts/<place>/delete")
@sign_in_required
@limit_write("draft")
def discard(place: str) -> ResponseReturnValue:
    """Forget a draft."""
    with write_transaction():
        discard_draft(current_viewer(), place)
    flash(_("The draft is gone."))
    return redirect(url_for("drafts.drafts"), 303)
