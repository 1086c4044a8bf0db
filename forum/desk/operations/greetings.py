"""Recorded greetings: taken in like any upload, kept under names that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.core import outbox
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.storage import Storage
from forum.core.typed_text import clean_text
from forum.desk.models import Greeting
from forum.desk.policy import require_team
from forum.desk.recordings import MOST_BYTES, MOST_SECONDS, BadRecording, Fault, Recording, read_recording

DELETE_FILE = "desk.delete-file"
FOLDER = "greetings"
KEY_BYTES = 18
WORDS_LENGTH = 1_000
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A recording whose file is stored and that has no row yet."""

    key: str
    recording: Recording


def file_name(key: str) -> str:
    """Return under which name the storage keeps a recording."""
    return f"{FOLDER}/{key}"


def take_in(data: bytes, *, storage: Storage) -> TakenIn:
    """Check a recording by its content, take metadata out, and store it.

    Raises:
        Invalid: when the file is refused, with a sentence for whoever chose it.
        StorageError: when there is no room for it.
    """
    try:
        recording = read_recording(data)
    except BadRecording as error:
        raise Invalid(_explained(error.fault), field="recording") from error
    taken = TakenIn(secrets.token_urlsafe(KEY_BYTES), recording)
    storage.put(file_name(taken.key), recording.data)
    return taken


def add_greeting(taken: TakenIn, *, words: str, actor: Actor, now: datetime) -> Greeting:
    """Write down a recording that was taken in; `words` is what is said, for those who do not hear it.

    Raises:
        NotAllowed: for all but the team.
        Invalid: without words.
    """
    require_team(actor)
    said = clean_text(words).strip()[:WORDS_LENGTH]
    if not said:
        raise Invalid(_("Write down what is said, for those who do not hear it."), field="words")
    greeting = Greeting(
        key=taken.key,
        content_type=taken.recording.content_type,
        byte_size=len(taken.recording.data),
        seconds=taken.recording.seconds,
        owner_id=actor.id,
        words=said,
        created_at=now,
    )
    db.session.add(greeting)
    db.session.flush()
    return greeting


def forget_greetings(greeting_ids: Sequence[int | None]) -> None:
    """Forget recordings: the rows at once, the files as soon as this is committed."""
    keys = list(db.session.scalars(select(Greeting.key).where(Greeting.id.in_(greeting_ids))))
    db.session.execute(delete(Greeting).where(Greeting.id.in_(greeting_ids)))
    for key in keys:
        outbox.enqueue(DELETE_FILE, {"name": file_name(key)}, key=key)


def _explained(fault: Fault) -> str:
    """Return why a file is refused, for whoever chose it."""
    sentences: dict[Fault, str] = {
        Fault.EMPTY: _("Choose a recording first."),
        Fault.TOO_BIG: _("This file is too big: at most %(max)s MB.", max=MOST_BYTES // MEGABYTE),
        Fault.TOO_LONG: _("This is too long: at most %(max)s seconds.", max=int(MOST_SECONDS)),
        Fault.UNKNOWN: _("This is not a recording that can be shown here. MP4 and WebM work."),
        Fault.DAMAGED: _("This recording is damaged and cannot be read."),
    }
    return sentences[fault]
