"""Pictures in posts: who sees one because of a post, and which are still needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, cast, exists, or_, select

from forum.core.database import db
from forum.core.policy import Viewer
from forum.discussions.models import Draft, Post, PostUpload, Revision
from forum.uploads.models import Upload


def shows(viewer: Viewer, upload_id: int) -> bool:
    """Whether a post that `viewer` may read shows the picture."""
    post = select(PostUpload).join(Post, Post.id == PostUpload.post_id)
    seen = exists(post.where(PostUpload.upload_id == upload_id, Post.visible_to(viewer)))
    return bool(db.session.scalar(select(seen)))


def usable_pictures(upload_ids: Collection[int], post: Post) -> set[int]:
    """Return those of the pictures that `post` may show: its author's own, and those that all its readers see anyway.

    Nobody brings a picture back to light that went with a hidden post, or carries one out of a closed room.
    """
    shown = select(PostUpload.upload_id).join(Post, Post.id == PostUpload.post_id)
    seen_anyway = shown.where(Post.visible_to(Viewer(id=None, clearance=post.read_level)))
    usable = or_(Upload.owner_id == post.author_id, Upload.id.in_(seen_anyway))
    return set(db.session.scalars(select(Upload.id).where(Upload.id.in_(upload_ids), usable)))


def needed(keys: Mapping[int, str]) -> set[int]:
    """Return those of the pictures, given as keys by id, that a post shows, or did before an edit, or a draft will."""
    if not keys:
        return set()
    found = set(db.session.scalars(select(PostUpload.upload_id).where(PostUpload.upload_id.in_(keys))))
    sources = [
        *db.session.scalars(select(Revision.source).where(_names_one(Revision.source, keys))),
        *db.session.scalars(
            select(cast(Draft.fields, Text)).where(_names_one(cast(Draft.fields, Text), keys))
        ),
    ]
    return found | {upload_id for upload_id, key in keys.items() if any(key in source for source in sources)}


def _names_one(text: SQLColumnExpression[str], keys: Mapping[int, str]) -> ColumnElement[bool]:
    return or_(*(text.contains(f"/uploads/{key}", autoescape=True) for key in keys.values()))
