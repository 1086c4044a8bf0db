"""Taking pictures in, describing them, forgetting them.

The slow half, `take_in`, decodes, encodes and stores; it runs before the write transaction. The quick half,
`add_upload`, writes the row. A chore removes files that never got a row; a row without files is only left by a
picture that was voted on and then forgotten.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from forum.core import outbox
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.storage import Storage, StorageError
from forum.uploads import moving
from forum.uploads.alt import clean_alt
from forum.uploads.images import (
    CONTENT_TYPE,
    MOST_BYTES,
    VARIANTS,
    BadPicture,
    Fault,
    Picture,
    make_face,
    make_picture,
)
from forum.uploads.models import Purpose, Upload, Withheld
from forum.uploads.moving import make_sticker

DELETE_FILES = "uploads.delete-files"
KEY_BYTES = 18
KEY_LENGTH = KEY_BYTES * 8 // 6
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A picture whose files are stored and that has no row yet."""

    key: str
    purpose: Purpose
    picture: Picture


def file_name(key: str, variant: str) -> str:
    """Return under which name the storage keeps a variant of a picture."""
    return f"{key}/{variant}.webp"


def is_picture_file(name: str) -> bool:
    """Whether `name` is one that `file_name` gives."""
    key, _slash, variant = name.partition("/")
    return len(key) == KEY_LENGTH and variant in {f"{each}.webp" for each in VARIANTS}


def take_in(data: bytes, *, purpose: Purpose, storage: Storage, small: bool = False) -> TakenIn:
    """Make the picture in `data` anew and store it, wholly or not at all.

    Of a member's face, and of what is shown `small` like it, the middle square is kept.

    Raises:
        Invalid: when the file is refused, with a sentence for the person who chose it.
        StorageError: when there is no room for it.
    """
    try:
        picture = make_face(data) if small or purpose == Purpose.AVATAR else make_picture(data)
    except BadPicture as error:
        raise Invalid(_explained(error.fault), field="file") from error
    return _stored(picture, purpose, storage)


def take_in_sticker(data: bytes, *, storage: Storage) -> tuple[TakenIn, TakenIn | None]:
    """Make a small picture of the brand's own anew and store it, at rest and, where it moves, moving.

    Raises:
        Invalid: when the file is refused, with a sentence for the person who chose it.
        StorageError: when there is no room for it.
    """
    try:
        sticker = make_sticker(data)
    except BadPicture as error:
        raise Invalid(_explained(error.fault), field="file") from error
    still = _stored(sticker.still, Purpose.BRAND, storage)
    return still, _stored(sticker.moving, Purpose.BRAND, storage) if sticker.moving else None


def _stored(picture: Picture, purpose: Purpose, storage: Storage) -> TakenIn:
    taken = TakenIn(secrets.token_urlsafe(KEY_BYTES), purpose, picture)
    try:
        for variant, content in picture.variants.items():
            storage.put(file_name(taken.key, variant), content)
    except StorageError:
        remove_files(taken.key, storage)
        raise
    return taken


def add_upload(taken: TakenIn, *, owner: Actor | None, alt: str, now: datetime) -> Upload:
    """Write down a picture that was taken in; `alt` is what it shows, in words."""
    picture = taken.picture
    upload = Upload(
        key=taken.key,
        owner_id=owner.id if owner else None,
        purpose=taken.purpose,
        content_type=CONTENT_TYPE,
        width=picture.width,
        height=picture.height,
        byte_size=sum(len(content) for content in picture.variants.values()),
        sha256=picture.sha256,
        alt=clean_alt(alt),
        created_at=now,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def find_same(data: bytes, *, owner: Actor) -> Upload | None:
    """Return the picture for a post that `owner` brought from exactly this file before, if it is still there.

    A browser that lost the connection sends a file again.
    """
    same = select(Upload).where(
        Upload.owner_id == owner.id,
        Upload.sha256 == hashlib.sha256(data).hexdigest(),
        Upload.purpose == Purpose.POST,
    )
    return db.session.scalars(same.order_by(Upload.id)).first()


def describe_upload(upload: Upload, alt: str) -> None:
    """Say anew what the picture shows."""
    upload.alt = clean_alt(alt)
    db.session.flush()


def forget_uploads(uploads: Iterable[tuple[int, str]]) -> None:
    """Forget pictures, given by id and key: the rows at once, the files as soon as this is committed."""
    gone = list(uploads)
    if not gone:
        return
    db.session.execute(delete(Upload).where(Upload.id.in_([upload_id for upload_id, _key in gone])))
    for _id, key in gone:
        outbox.enqueue(DELETE_FILES, {"key": key}, key=key)


def empty_uploads(uploads: Iterable[tuple[int, str]]) -> None:
    """Forget pictures, given by id and key, whose rows have to stay, because what was voted on is never changed.

    Nobody sees them any more. Owner, words and hash go at once, the files as soon as this is committed.
    """
    for upload_id, key in uploads:
        emptied = update(Upload).where(Upload.id == upload_id)
        db.session.execute(emptied.values(withheld=Withheld.BLOCKED, owner_id=None, alt="", sha256=""))
        outbox.enqueue(DELETE_FILES, {"key": key}, key=key)


def remove_files(key: str, storage: Storage) -> None:
    """Remove every file of the picture `key`; harmless when there is none.

    Raises:
        StorageError: when the storage fails; what is left then is found by the chore that looks for strays.
    """
    for variant in VARIANTS:
        storage.delete(file_name(key, variant))


def _explained(fault: Fault) -> str:
    """Return why a file is refused, for the person who chose it."""
    sentences: dict[Fault, str] = {
        Fault.EMPTY: _("Choose a picture first."),
        Fault.TOO_BIG: _("This file is too big: at most %(max)s MB.", max=MOST_BYTES // MEGABYTE),
        Fault.TOO_MANY_PIXELS: _(
            "This picture is too large: at most 50 million pixels. Make it smaller first."
        ),
        Fault.TOO_BIG_TO_MOVE: _(
            "This file is too big: at most %(max)s MB.", max=moving.MOST_BYTES // MEGABYTE
        ),
        Fault.TOO_MANY_FRAMES: _("This moves too much: at most %(most)s frames.", most=moving.MOST_FRAMES),
        Fault.TOO_LONG: _("This moves too long: at most %(most)s seconds.", most=moving.LONGEST_MS // 1_000),
        Fault.DAMAGED: _("This picture is damaged and cannot be read."),
        Fault.UNKNOWN: _("This is not a picture that can be shown here. JPEG, PNG, WebP, GIF and AVIF work."),
    }
    return sentences[fault]
