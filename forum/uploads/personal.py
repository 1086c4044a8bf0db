"""What this room keeps about a member: the pictures they brought."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import select, update

from forum.core.database import db
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import forget_uploads


def export(member_id: int) -> dict[str, Any]:
    """Return every picture that a member brought, with the address under which they find it."""
    brought = db.session.scalars(select(Upload).where(Upload.owner_id == member_id).order_by(Upload.id))
    return {
        "pictures": [
            {
                "address": f"{current_app.config['PUBLIC_URL']}/uploads/{upload.key}",
                "purpose": upload.purpose.value,
                "description": upload.alt,
                "width": upload.width,
                "height": upload.height,
                "brought_at": upload.created_at.isoformat(),
            }
            for upload in brought
        ]
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget their face. Pictures in posts are nobody's from now on, and go when no post shows them."""
    faces = select(Upload.id, Upload.key).where(
        Upload.owner_id == member_id, Upload.purpose == Purpose.AVATAR
    )
    forget_uploads([(upload_id, key) for upload_id, key in db.session.execute(faces)])
    db.session.execute(update(Upload).where(Upload.owner_id == member_id).values(owner_id=None))
