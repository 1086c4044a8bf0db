"""The brand's own set of small pictures, as it is kept, offered and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from forum.core.attention import AnswerKind
from forum.core.database import AnyRow, db
from forum.core.i18n import localized
from forum.desk.models import Answer, AnswerPicture, DeskPicture
from forum.uploads.models import Upload

SHOWN, STILL = aliased(Upload), aliased(Upload)


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture in the reader's language. `still` stands for it where no movement is wanted."""

    id: int
    name: str
    alt: str
    key: str
    still: str
    width: int
    height: int


COLUMNS: tuple[Any, ...] = (
    DeskPicture.id.label("picture_id"),
    DeskPicture.names,
    DeskPicture.alts,
    SHOWN.key.label("picture_key"),
    STILL.key.label("still_key"),
    SHOWN.width.label("picture_width"),
    SHOWN.height.label("picture_height"),
)


def as_shown(row: AnyRow) -> ShownPicture | None:
    """Return the picture in a row of `COLUMNS`; None where there is none."""
    if row.picture_id is None:
        return None
    return ShownPicture(
        row.picture_id,
        localized(row.names),
        localized(row.alts),
        row.picture_key,
        row.still_key or row.picture_key,
        row.picture_width,
        row.picture_height,
    )


def offered_pictures() -> list[ShownPicture]:
    """Return what the team can choose from, in its order."""
    found = db.session.execute(_all().where(DeskPicture.retired_at.is_(None)))
    return [picture for picture in map(as_shown, found) if picture is not None]


def retired_pictures() -> list[ShownPicture]:
    """Return what is offered no more, the last retired first."""
    retired = _all().where(DeskPicture.retired_at.is_not(None)).order_by(None)
    found = db.session.execute(retired.order_by(DeskPicture.retired_at.desc()).limit(100))
    return [picture for picture in map(as_shown, found) if picture is not None]


def mark_on(post_id: int) -> dict[str, Any]:
    """Return what the brand gave to a post beside its words: `emoji`, or `alts` of a picture in every language."""
    found = (
        select(Answer.emoji, DeskPicture.alts)
        .outerjoin(AnswerPicture, AnswerPicture.answer_id == Answer.id)
        .outerjoin(DeskPicture, DeskPicture.id == AnswerPicture.picture_id)
        .where(Answer.post_id == post_id, Answer.kind == AnswerKind.VALUE, Answer.undone_at.is_(None))
    )
    row = db.session.execute(found).first()
    return {"emoji": row.emoji, "alts": row.alts} if row is not None else {}


def pictures_needed(keys: Mapping[int, str]) -> set[int]:
    """Return which of these uploads belong to the set, retired or not."""
    ids: Sequence[int] = list(keys)
    shown = select(DeskPicture.upload_id).where(DeskPicture.upload_id.in_(ids))
    still = select(DeskPicture.still_id).where(DeskPicture.still_id.in_(ids))
    return {id for id in db.session.scalars(shown.union_all(still)) if id is not None}


def _all() -> Select[Any]:
    return (
        select(*COLUMNS)
        .select_from(DeskPicture)
        .join(SHOWN, SHOWN.id == DeskPicture.upload_id)
        .outerjoin(STILL, STILL.id == DeskPicture.still_id)
        .order_by(DeskPicture.position, DeskPicture.id)
    )
