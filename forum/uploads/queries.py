"""What is known about pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from forum.core.database import db
from forum.core.markup.context import Image
from forum.uploads.images import widths_below
from forum.uploads.models import Upload


def images_by_key(keys: frozenset[str]) -> Mapping[str, Image]:
    """Return size and widths of those pictures among `keys` that exist."""
    if not keys:
        return {}
    found = select(Upload.key, Upload.width, Upload.height).where(Upload.key.in_(keys))
    return {
        key: Image(width, height, widths_below(width)) for key, width, height in db.session.execute(found)
    }


def upload_ids(keys: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those pictures among `keys` that exist."""
    wanted = list(keys)
    if not wanted:
        return {}
    found = select(Upload.key, Upload.id).where(Upload.key.in_(wanted))
    return {key: upload_id for key, upload_id in db.session.execute(found)}


def find_upload(key: str | None) -> Upload | None:
    """Return the picture under `key`, whoever may see it."""
    return db.session.scalar(select(Upload).where(Upload.key == key)) if key else None
