"""Small pictures, brought in as members bring them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from forum.core.database import db, write_transaction
from forum.core.storage import current_storage
from forum.uploads.alt import as_markdown
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import add_upload, take_in
from tests.integration.visibility.canaries import word

if TYPE_CHECKING:
    from tests.integration.visibility.planting import Garden


def bring_picture(garden: Garden, name: str, owner: str) -> str:
    """Let a member bring a picture that is described by the word `name`; return the Markdown that shows it."""
    colour = len(garden.pictures) * 40
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (colour, 90, 60)).save(file, "PNG")
    taken = take_in(file.getvalue(), purpose=Purpose.POST, storage=current_storage())
    with write_transaction():
        upload: Upload = add_upload(taken, owner=garden.viewer(owner), alt=word(name), now=garden.now)
        db.session.flush()
        key = upload.key
    garden.pictures[name] = key
    return as_markdown(key, word(name))
