"""The pages on which the team keeps its own set of small pictures."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Viewer
from forum.core.storage import StorageError, current_storage
from forum.desk.forms_of_pictures import PictureForm, WordsForm
from forum.desk.models import DeskPicture
from forum.desk.operations.pictures import (
    add_picture,
    bring_back_picture,
    describe_picture,
    move_picture,
    retire_picture,
)
from forum.desk.policy import get_picture_for
from forum.desk.queries.pictures import offered_pictures, retired_pictures
from forum.desk.views.blueprint import blueprint, desk_page, team_member
from forum.uploads.moving import MOST_BYTES
from forum.uploads.operations import take_in_sticker
from forum.uploads.policy import require_upload


@blueprint.route("/desk/pictures", methods=["GET", "POST"])
@sign_in_required
@limit_write("upload")
def pictures() -> ResponseReturnValue:
    """List the set, and add a picture to it."""
    viewer, form = team_member(), PictureForm()
    if not form.validate_on_submit():
        return _page(viewer, form)
    require_upload(viewer)
    sent = request.files.get("file")
    data = sent.stream.read(MOST_BYTES + 1) if sent else b""
    db.session.rollback()
    try:
        still, moving = take_in_sticker(data, storage=current_storage())
        with write_transaction():
            add_picture(still, moving, form.names(), form.alts(), actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _page(viewer, form)
    except StorageError:
        form.refuse(Invalid(_("There is no room for pictures right now. Please try again later.")))
        return _page(viewer, form)
    flash(_("The picture is in your set."), "good")
    return redirect(url_for("desk.pictures"), 303)


@blueprint.route("/desk/pictures/<int:picture_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("manage")
def picture(picture_id: int) -> ResponseReturnValue:
    """Call a picture otherwise, or say anew what it shows."""
    viewer = team_member()
    form = WordsForm.of(get_picture_for(viewer, picture_id))
    if form.validate_on_submit():
        try:
            with write_transaction():
                kept = get_picture_for(viewer, picture_id)
                describe_picture(kept, form.names(), form.alts(), actor=viewer, now=clock.now())
            return redirect(url_for("desk.pictures"), 303)
        except Invalid as error:
            form.refuse(error)
    failed = bool(form.errors or form.form_errors)
    return desk_page("desk/picture.html", viewer, failed=failed, form=form, picture_id=picture_id)


@blueprint.post("/desk/pictures/<int:picture_id>/place")
@sign_in_required
@limit_write("manage")
def place_picture(picture_id: int) -> ResponseReturnValue:
    """Move a picture one place up or down."""
    up = request.form.get("way") == "up"
    return _changed(picture_id, lambda kept, viewer: move_picture(kept, up=up, actor=viewer, now=clock.now()))


@blueprint.post("/desk/pictures/<int:picture_id>/retirement")
@sign_in_required
@limit_write("manage")
def retire(picture_id: int) -> ResponseReturnValue:
    """Offer a picture no more."""
    return _changed(picture_id, lambda kept, viewer: retire_picture(kept, actor=viewer, now=clock.now()))


@blueprint.post("/desk/pictures/<int:picture_id>/retirement/delete")
@sign_in_required
@limit_write("manage")
def bring_back(picture_id: int) -> ResponseReturnValue:
    """Offer a retired picture again."""
    return _changed(picture_id, lambda kept, viewer: bring_back_picture(kept, actor=viewer, now=clock.now()))


def _changed(picture_id: int, change: Callable[[DeskPicture, Viewer], None]) -> ResponseReturnValue:
    viewer = team_member()
    with write_transaction():
        change(get_picture_for(viewer, picture_id), viewer)
    return redirect(url_for("desk.pictures"), 303)


def _page(viewer: Viewer, form: PictureForm) -> Response:
    return desk_page(
        "desk/pictures.html",
        viewer,
        failed=bool(form.errors or form.form_errors),
        form=form,
        offered=offered_pictures(),
        retired=retired_pictures(),
    )
