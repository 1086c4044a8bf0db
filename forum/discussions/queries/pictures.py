"""The pictures of lists: the first one that the opening post of each topic shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import bindparam, func, select

from forum.core.database import AnySelect
from forum.core.reading import fetch
from forum.discussions.models import PostUpload
from forum.uploads.images import widths_below
from forum.uploads.models import Upload

SHOWN_WIDTH = 640


def first_pictures(post_ids: Sequence[int]) -> dict[int, str]:
    """Return the address of the first picture of each post that shows one. Who may read the posts is known already."""
    if not post_ids:
        return {}
    return {
        post_id: f"/uploads/{key}/{_variant(width)}.webp"
        for post_id, key, width in fetch(_statement(), post_ids=list(post_ids))
    }


def _variant(width: int) -> int | str:
    return next((kept for kept in widths_below(width) if kept >= SHOWN_WIDTH), "full")


@cache
def _statement() -> AnySelect:
    first = (
        select(PostUpload.post_id, func.min(PostUpload.upload_id).label("upload_id"))
        .where(PostUpload.post_id.in_(bindparam("post_ids", expanding=True)))
        .group_by(PostUpload.post_id)
        .subquery()
    )
    return select(first.c.post_id, Upload.key, Upload.width).join(Upload, Upload.id == first.c.upload_id)
