"""Pictures and fonts that come with the form of the brand's face: taken in before the draft is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request

from forum.admin.face_forms import LookForm
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.policy import Invalid
from forum.core.storage import current_storage
from forum.core.typed_text import clean_line
from forum.core.viewing import current_viewer
from forum.pages.face import PICTURES, Face
from forum.pages.operations.fonts import take_in_font
from forum.pages.woff2 import MOST_BYTES as LARGEST_FONT
from forum.uploads.images import MOST_BYTES as LARGEST_PICTURE
from forum.uploads.models import Purpose
from forum.uploads.operations import TakenIn, add_upload, take_in

LOGO_HEIGHT, WIDEST_LOGO = 44, 320
FONT_NAME_LENGTH = 40


def with_uploads(face: Face, form: LookForm) -> Face:
    """Return `face` with what was sent along: a font that can now be chosen, and pictures in their places.

    Raises:
        Invalid: when a file is refused; the field says why.
        StorageError: when there is no room.
    """
    gone = [name for name in PICTURES if request.form.get(f"remove-{name}")]
    left_out: dict[str, Any] = dict.fromkeys(gone, "")
    face = replace(face, **left_out)
    if data := _sent("font", LARGEST_FONT):
        name = take_in_font(data, current_storage())
        label = clean_line(request.files["font"].filename or name).removesuffix(".woff2")
        face = replace(face, fonts={**face.fonts, name: label[:FONT_NAME_LENGTH] or name})
    taken = {name: picture for name in PICTURES if (picture := _taken(name))}
    if not taken:
        return face
    with write_transaction():
        for picture in taken.values():
            add_upload(picture, owner=current_viewer(), alt="", now=clock.now())
    changes: dict[str, Any] = {name: picture.key for name, picture in taken.items()}
    if "logo" in taken:
        changes["logo_width"] = _width(taken["logo"])
    return replace(face, **changes)


def _sent(name: str, most: int) -> bytes:
    file = request.files.get(name)
    return file.stream.read(most + 1) if file and file.filename else b""


def _taken(name: str) -> TakenIn | None:
    data = _sent(name, LARGEST_PICTURE)
    try:
        return take_in(data, purpose=Purpose.BRAND, storage=current_storage()) if data else None
    except Invalid as error:
        raise Invalid(str(error), field=name) from error


def _width(logo: TakenIn) -> int:
    return min(WIDEST_LOGO, max(1, round(logo.picture.width * LOGO_HEIGHT / logo.picture.height)))
