"""Enters uploads into the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask

from forum.accounts.guests import leave_open
from forum.core.former_mentions import plain_words, register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.core.policy import Permission, Viewer
from forum.core.slots import Slot, fill
from forum.uploads import personal, personal_words, upkeep
from forum.uploads.forms import ACCEPTED, FaceForm
from forum.uploads.models import Upload
from forum.uploads.views import adding, faces, files  # noqa: F401 - their routes belong to the blueprint
from forum.uploads.views.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Register pictures, the member's own, chores and personal data."""
    app.register_blueprint(blueprint)
    leave_open(app, "uploads.picture")
    upkeep.init_app(app)
    register_mentioning_texts(app, plain_words(Upload, "alt"))
    register_personal_data(
        app, "uploads", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    fill(app, Slot("settings.picture", "uploads", "uploads/_face.html", _face_forms))
    fill(app, Slot("editor.below", "uploads", "uploads/_picker.html", _pickers))
    app.jinja_env.globals["accepted_pictures"] = ACCEPTED


def _face_forms(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, FaceForm]:
    return {member_id: FaceForm() for member_id in ids if member_id == viewer.id}


def _pickers(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    return dict.fromkeys(ids, True) if viewer.may(Permission.UPLOAD) else {}
