"""Chores: pictures that nothing needs any more, and files that belong to no picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.storage import StoredFile, current_storage
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import DELETE_FILES, forget_uploads, is_picture_file, remove_files
from forum.uploads.registry import needs, register_pictures

UNUSED_KEPT = timedelta(days=7)
STRAYS_KEPT = timedelta(days=1)
AT_ONCE = 200


def forget_unused() -> None:
    """Forget pictures older than a week that no post, draft, member or brand shows, a portion at a time."""
    before, last = clock.now() - UNUSED_KEPT, 0
    while portion := _older_than(before, last):
        last = max(portion)
        if _unneeded(portion):
            with write_transaction():
                still = {upload_id: portion[upload_id] for upload_id in _unneeded(portion)}
                forget_uploads(still.items())
        db.session.rollback()


def forget_strays() -> None:
    """Remove pictures that were stored by a request that never came to write its row. Other files are left alone."""
    storage, before = current_storage(), clock.now() - STRAYS_KEPT
    old = (file for file in storage.files() if file.stored_at < before and is_picture_file(file.name))
    while portion := list(islice(old, AT_ONCE)):
        for name in _strays(portion):
            storage.delete(name)


def _older_than(before: datetime, last: int) -> dict[int, str]:
    rows = select(Upload.id, Upload.key).where(Upload.created_at < before, Upload.id > last)
    found = db.session.execute(rows.order_by(Upload.id).limit(AT_ONCE))
    return {upload_id: key for upload_id, key in found}


def _unneeded(portion: Mapping[int, str]) -> set[int]:
    unneeded = set(portion)
    for needed in needs:
        unneeded -= needed({upload_id: portion[upload_id] for upload_id in unneeded})
    return unneeded


def _strays(portion: Iterable[StoredFile]) -> list[str]:
    keys = {file.name: file.name.partition("/")[0] for file in portion}
    known = set(db.session.scalars(select(Upload.key).where(Upload.key.in_(set(keys.values())))))
    db.session.rollback()
    return [name for name, key in keys.items() if key not in known]


def _faces(portion: Mapping[int, str]) -> set[int]:
    shown = (
        select(Upload.id)
        .join(Member, Member.picture_key == Upload.key)
        .where(Upload.id.in_(portion), Upload.purpose == Purpose.AVATAR)
    )
    return set(db.session.scalars(shown))


def _delete_files(payload: Mapping[str, Any]) -> None:
    remove_files(payload["key"], current_storage())


def init_app(app: Flask) -> None:
    """Enter the chores, and what they have done later."""
    outbox.handler(app, DELETE_FILES, _delete_files, external=True)
    register_pictures(app, "uploads", needed=_faces)
    chore(app, "uploads.forget-unused", forget_unused, every=timedelta(days=1))
    chore(app, "uploads.forget-strays", forget_strays, every=timedelta(days=1))
