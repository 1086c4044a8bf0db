"""Pictures that go along with exported recipes, as files beside them, and come in again with their descriptions.

A line names its pictures under `pictures`: the key that the document and the story call each one by, its file, and what
it shows. A picture that is here already is left as it is; one that was taken in is called by its new key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from forum.core.database import db
from forum.core.policy import Invalid
from forum.core.storage import NoSuchFile, current_storage
from forum.recipes.document import Document
from forum.uploads.images import FULL
from forum.uploads.models import ALT_LENGTH, Upload, Withheld
from forum.uploads.operations import file_name

MOST_PICTURES = 200
_SHOWN = re.compile(r"/uploads/([A-Za-z0-9_-]{24})(?![A-Za-z0-9_-])")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True, slots=True)
class PictureBeside:
    """A picture that a line names: its key where it was written, its file, and what it shows."""

    key: str
    file: str
    alt: str


def shown_in(document: Document, story: str) -> tuple[str, ...]:
    """Return the keys of all pictures of a recipe, also of those within its story, each once."""
    return tuple(dict.fromkeys((*document.pictures, *_SHOWN.findall(story))))


def described_pictures(keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what an exported line says of those of the pictures that nobody withholds, by key, in one statement."""
    found = select(Upload.key, Upload.alt).where(
        Upload.key.in_(list(keys)), Upload.withheld == Withheld.NOT
    )  # fmt: skip
    return {key: {"key": key, "file": f"{key}.webp", "alt": alt} for key, alt in db.session.execute(found)}


def write_pictures(keys: Iterable[str], folder: Path) -> None:
    """Write the files of pictures into `folder`; those that lie there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for key in keys:
        beside = folder / f"{key}.webp"
        if beside.exists():
            continue
        try:
            beside.write_bytes(current_storage().get(file_name(key, FULL)))
        except NoSuchFile:
            continue


def read_pictures(told: Any) -> tuple[PictureBeside, ...]:
    """Return the pictures that a line names.

    Raises:
        Invalid: when it does not say so as an export does.
    """
    if not isinstance(told, list) or len(told) > MOST_PICTURES:
        raise Invalid(f"pictures: must be a list of at most {MOST_PICTURES}")
    found = []
    for each in told:
        match each:
            case {"key": str(key), "file": str(file), "alt": str(alt)} if _KEY.fullmatch(key):
                found.append(PictureBeside(key, Path(file).name, alt[:ALT_LENGTH]))
            case _:
                raise Invalid("pictures: each must have a key, a file and an alt")
    return tuple(found)


def rename_pictures(document: Document, story: str, new: Mapping[str, str]) -> tuple[Document, str]:
    """Return a recipe that calls its pictures by their `new` keys; a picture that has none is left as it is."""
    renamed = replace(
        document,
        cover=new.get(document.cover, document.cover) if document.cover else None,
        photos=tuple(new.get(key, key) for key in document.photos),
        steps=tuple(
            replace(step, picture=new.get(step.picture, step.picture) if step.picture else None)
            for step in document.steps
        ),
    )
    return renamed, _SHOWN.sub(lambda shown: f"/uploads/{new.get(shown[1], shown[1])}", story)
