"""Taking in a font of the brand's own, and forgetting those that no face names any more."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _

from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.policy import Invalid
from forum.core.storage import Storage, current_storage
from forum.pages.face import drafted_face, published_face
from forum.pages.woff2 import MOST_BYTES, is_web_font

FOLDER = "face"
NAME_LENGTH = 16
KEPT = timedelta(days=1)
_NAME = re.compile(rf"[0-9a-f]{{{NAME_LENGTH}}}")


def font_file(name: str) -> str:
    """Return under which name the storage keeps a font."""
    return f"{FOLDER}/{name}.woff2"


def is_font_name(name: str) -> bool:
    """Whether a font can be called so."""
    return bool(_NAME.fullmatch(name))


def take_in_font(data: bytes, storage: Storage) -> str:
    """Store the font in `data`; return the name it is kept under, made of its content.

    Raises:
        Invalid: when it is no web font, whatever its name says.
        StorageError: when there is no room for it.
    """
    if not is_web_font(data):
        raise Invalid(
            _(
                "This is not a WOFF2 font, or it is larger than %(max)s MB.",
                max=f"{MOST_BYTES / 1_000_000:.1f}",
            ),
            field="font",
        )
    name = hashlib.sha256(data).hexdigest()[:NAME_LENGTH]
    storage.put(font_file(name), data)
    return name


def forget_fonts() -> None:
    """Remove fonts older than a day that neither the published face nor the draft names."""
    drafted = drafted_face()
    named = {*published_face().fonts, *(drafted.fonts if drafted else ())}
    kept = {font_file(name) for name in named}
    _forget_but(kept, before=clock.now() - KEPT)


def _forget_but(kept: set[str], before: datetime) -> None:
    storage = current_storage()
    for file in list(storage.files(f"{FOLDER}/")):
        if file.name not in kept and file.stored_at < before:
            storage.delete(file.name)


def init_app(app: Flask) -> None:
    """Let the worker of `app` tidy up."""
    chore(app, "pages.forget-fonts", forget_fonts, every=timedelta(days=1))
