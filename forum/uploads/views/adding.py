"""Adding pictures: one by one from a script in the page, or from a form where there is none."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed
from forum.core.storage import StorageError, current_storage
from forum.core.viewing import current_viewer
from forum.uploads.alt import alt_from_name, as_markdown
from forum.uploads.forms import AltForm, PictureForm
from forum.uploads.images import MOST_BYTES
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import add_upload, describe_upload, find_same, take_in
from forum.uploads.policy import get_own_upload, require_upload
from forum.uploads.views.blueprint import blueprint


@blueprint.get("/uploads/new")
@sign_in_required
def new() -> ResponseReturnValue:
    """Show the form, for whoever has no script that adds pictures in place."""
    require_upload(current_viewer())
    return render_template("uploads/new.html", form=PictureForm())


@blueprint.post("/uploads")
@limit_write("upload")
def add() -> ResponseReturnValue:
    """Take a picture in. Scripts get JSON; a form gets the page that says how to use the picture."""
    viewer = current_viewer()
    if not viewer.is_authenticated:
        return _refused(_("Please sign in first."), 401)
    try:
        require_upload(viewer)
        upload = _add(request.form.get("alt", ""))
    except NotAllowed as error:
        return _refused(error.message, 403)
    except Invalid as error:
        return _refused(str(error), 422)
    except StorageError:
        return _refused(_("There is no room for pictures right now. Please try again later."), 503)
    if _wants_json():
        return jsonify(_described(upload)), 201
    return redirect(url_for("uploads.about", key=upload.key), 303)


@blueprint.get("/uploads/<key>/about")
@sign_in_required
def about(key: str) -> ResponseReturnValue:
    """Show a picture to its owner, with the Markdown that puts it into a post."""
    upload = get_own_upload(current_viewer(), key)
    markdown = as_markdown(upload.key, upload.alt)
    return render_template(
        "uploads/about.html", upload=upload, markdown=markdown, form=AltForm(alt=upload.alt)
    )


@blueprint.route("/uploads/<key>/alt", methods=["POST", "PATCH"])
@sign_in_required
@limit_write("draft")
def describe(key: str) -> ResponseReturnValue:
    """Say what a picture shows."""
    form = AltForm()
    if not form.validate():
        return _refused(" ".join(form.alt.errors) or _("Please try again."), 422)
    with write_transaction():
        upload = get_own_upload(current_viewer(), key)
        describe_upload(upload, form.alt.data or "")
    if _wants_json():
        return jsonify(_described(upload))
    flash(_("Saved."))
    return redirect(url_for("uploads.about", key=key), 303)


def _add(alt: str) -> Upload:
    """Read, take in, write down; what this member brought before from the same file is that picture again."""
    sent = request.files.get("file")
    data = sent.stream.read(MOST_BYTES + 1) if sent else b""
    known = find_same(data, owner=current_viewer()) if data else None
    if known:
        return known
    db.session.rollback()
    taken = take_in(data, purpose=Purpose.POST, storage=current_storage())
    words = alt or alt_from_name((sent.filename if sent else None) or "")
    with write_transaction():
        return add_upload(taken, owner=current_viewer(), alt=words, now=clock.now())


def _described(upload: Upload) -> dict[str, str | int]:
    return {
        "key": upload.key,
        "url": url_for("uploads.picture", key=upload.key),
        "width": upload.width,
        "height": upload.height,
        "alt": upload.alt,
        "markdown": as_markdown(upload.key, upload.alt),
    }


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _refused(message: str, status: int) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(error=message), status
    form = PictureForm()
    form.file.errors = [message]
    return render_template("uploads/new.html", form=form), status
