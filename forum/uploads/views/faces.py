"""The picture beside a member's name: chosen, changed, taken away."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.operations.members import change_picture
from forum.accounts.policy import get_own_member
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.storage import StorageError, current_storage
from forum.core.viewing import current_viewer
from forum.uploads.images import MOST_BYTES
from forum.uploads.models import Purpose
from forum.uploads.operations import TakenIn, add_upload, forget_uploads, take_in
from forum.uploads.policy import require_upload
from forum.uploads.queries import find_upload
from forum.uploads.views.blueprint import blueprint


@blueprint.post("/settings/picture")
@sign_in_required
@limit_write("upload")
def change_face() -> ResponseReturnValue:
    """Show the middle of the chosen picture beside the member's name."""
    require_upload(current_viewer())
    db.session.rollback()
    sent = request.files.get("file")
    try:
        data = sent.stream.read(MOST_BYTES + 1) if sent else b""
        _show(take_in(data, purpose=Purpose.AVATAR, storage=current_storage()))
        flash(_("Your new picture is shown."))
    except Invalid as error:
        flash(str(error), "bad")
    except StorageError:
        flash(_("There is no room for pictures right now. Please try again later."), "bad")
    return redirect(url_for("accounts.edit_profile"), 303)


@blueprint.post("/settings/picture/removal")
@sign_in_required
@limit_write("settings")
def remove_face() -> ResponseReturnValue:
    """Show the member's initial again."""
    _show(None)
    flash(_("Your picture is gone."))
    return redirect(url_for("accounts.edit_profile"), 303)


def _show(taken: TakenIn | None) -> None:
    now = clock.now()
    with write_transaction():
        member = get_own_member(current_viewer())
        if taken:
            add_upload(taken, owner=current_viewer(), alt="", now=now)
        former = find_upload(change_picture(member, taken.key if taken else None, now=now))
        if former:
            forget_uploads([(former.id, former.key)])
