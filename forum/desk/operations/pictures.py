"""Keeping the brand's own set of small pictures: adding, naming, ordering, retiring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from forum.audit.changes import changed
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.desk.models import DeskPicture
from forum.desk.policy import require_team
from forum.uploads.operations import TakenIn, add_upload

NAME_LENGTH = 60
ALT_LENGTH = 200
MOST_OFFERED = 40

Texts = Mapping[str, str]
"""By language."""


def add_picture(
    still: TakenIn, moving: TakenIn | None, names: Texts, alts: Texts, *, actor: Actor, now: datetime
) -> DeskPicture:
    """Add a picture to the end of the set.

    Args:
        still: the picture at rest, taken in.
        moving: the same moving, where it moves.
        names: what the team calls it, in every language.
        alts: what stands for it where it is not seen, in every language.
        actor: who of the team adds it.
        now: when.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when a name or words are missing or too long, or the set is full.
    """
    require_team(actor)
    called, said = _texts(names, "name", NAME_LENGTH), _texts(alts, "alt", ALT_LENGTH)
    offered = select(func.count(), func.max(DeskPicture.position)).where(DeskPicture.retired_at.is_(None))
    count, last = db.session.execute(offered).one()
    if count >= MOST_OFFERED:
        raise Invalid(_("The set is full: at most %(most)s pictures. Retire one first.", most=MOST_OFFERED))
    shown = add_upload(moving or still, owner=actor, alt=said["en"], now=now)
    rest = add_upload(still, owner=actor, alt=said["en"], now=now) if moving else None
    picture = DeskPicture(
        upload_id=shown.id,
        still_id=rest.id if rest else None,
        names=called,
        alts=said,
        position=(last or 0) + 1,
        added_at=now,
        added_by_id=actor.id,
    )
    db.session.add(picture)
    db.session.flush()
    _record("desk-picture.added", picture, actor, now)
    return picture


def describe_picture(picture: DeskPicture, names: Texts, alts: Texts, *, actor: Actor, now: datetime) -> None:
    """Call a picture otherwise, or say anew what it shows.

    Raises:
        NotAllowed, Invalid: as in `add_picture`.
    """
    require_team(actor)
    was = {"names": picture.names, "alts": picture.alts}
    picture.names, picture.alts = _texts(names, "name", NAME_LENGTH), _texts(alts, "alt", ALT_LENGTH)
    db.session.flush()
    record_act(
        "desk-picture.changed",
        actor=actor,
        subject_type="desk-picture",
        subject_id=picture.id,
        now=now,
        **changed(was, {"names": picture.names, "alts": picture.alts}),
    )


def move_picture(picture: DeskPicture, *, up: bool, actor: Actor, now: datetime) -> None:
    """Let a picture change places with the one before it (`up`) or after it; harmless at the end of the set.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    offered = select(DeskPicture).where(DeskPicture.retired_at.is_(None), DeskPicture.id != picture.id)
    here = DeskPicture.position
    beyond = offered.where(here < picture.position).order_by(here.desc())
    if not up:
        beyond = offered.where(here > picture.position).order_by(here)
    other = db.session.scalars(beyond.limit(1).with_for_update()).first()
    if other is not None:
        picture.position, other.position = other.position, picture.position
        db.session.flush()


def retire_picture(picture: DeskPicture, *, actor: Actor, now: datetime) -> None:
    """Offer a picture no more. Answers that it stands beside keep it.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    if picture.retired_at is None:
        picture.retired_at = now
        db.session.flush()
        _record("desk-picture.retired", picture, actor, now)


def bring_back_picture(picture: DeskPicture, *, actor: Actor, now: datetime) -> None:
    """Offer a retired picture again.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    if picture.retired_at is not None:
        picture.retired_at = None
        db.session.flush()
        _record("desk-picture.brought-back", picture, actor, now)


def _texts(typed: Texts, field: str, longest: int) -> dict[str, str]:
    texts = {code: clean_line(typed.get(code, "")) for code in LANGUAGES}
    wrong = {
        f"{field}_{code}": _("Write 1 to %(most)s characters.", most=longest)
        for code, text in texts.items()
        if not 1 <= len(text) <= longest
    }
    if wrong:
        raise Invalid(errors=wrong)
    return texts


def _record(action: str, picture: DeskPicture, actor: Actor, now: datetime) -> None:
    record_act(action, actor=actor, subject_type="desk-picture", subject_id=picture.id, now=now)
