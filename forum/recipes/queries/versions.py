"""What a creation was before each of its edits, for whoever may change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.database import db
from forum.core.policy import NotFound
from forum.recipes.document import Document, from_json
from forum.recipes.models import CreationVersion

MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version: its number, and until when it stood."""

    id: int
    until: datetime


def versions_of(topic_id: int) -> Sequence[Version]:
    """Return the last earlier versions of a creation, the newest first."""
    rows = (
        select(CreationVersion.id, CreationVersion.replaced_at)
        .where(CreationVersion.topic_id == topic_id)
        .order_by(CreationVersion.id.desc())
        .limit(MOST_OFFERED)
    )
    return [Version(row.id, row.replaced_at) for row in db.session.execute(rows)]


def version_document(topic_id: int, version_id: int) -> Document:
    """Return what the creation was in that version.

    Raises:
        NotFound: when it has no such version.
    """
    version = db.session.get(CreationVersion, version_id)
    if version is None or version.topic_id != topic_id:
        raise NotFound
    return from_json(version.document)
