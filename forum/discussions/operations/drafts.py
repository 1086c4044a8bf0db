"""What a member is writing and has not published. Two tabs or devices that write at the same place are told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.registries import Registry
from forum.core.upsert import conflict_insert
from forum.discussions.models import Draft
from forum.discussions.models.post import SOURCE_LENGTH

MOST_DRAFTS = 100
LARGEST = 2 * SOURCE_LENGTH
_PLACE = re.compile(r"topic:new|reply:[0-9]{1,9}|edit:[0-9]{1,9}")


@dataclass(frozen=True)
class DraftPlace:
    """Where else something is written, in a form that another room brings.

    `places` are its names, `fields` what can be written there or where such a thing is changed, `href(place)` leads
    to the form and `label(title)` says in the list of drafts what it is. `is_readable(place)` is false while the draft
    begins with somebody's words that may not be read at present.
    """

    places: re.Pattern[str]
    fields: tuple[str, ...]
    href: Callable[[str], str]
    label: Callable[[str], str]
    is_readable: Callable[[str], bool] = lambda _place: True


draft_places: Registry[DraftPlace] = Registry("places of drafts")


def draft_place(place: str) -> DraftPlace | None:
    """Return what another room says of `place`, or None."""
    return next((each for each in draft_places if each.places.fullmatch(place)), None)


def is_readable(place: str) -> bool:
    """Whether a draft at `place` may be shown to who wrote it: not while it carries words that were hidden."""
    elsewhere = draft_place(place)
    return elsewhere is None or elsewhere.is_readable(place)


def draft_fields() -> tuple[str, ...]:
    """Return the names of everything that can be kept of what somebody writes."""
    return (*FIELDS, *(name for each in draft_places for name in each.fields))


FIELDS = ("kind", "category", "title", "tags", "body", "reply_to", "revision")
"""What can be written at one place; anything else that is sent is not kept."""


@dataclass
class DraftConflict(Exception):
    """The draft was changed elsewhere since it was read. Carries what it holds now."""

    fields: dict[str, Any]
    version: int


def save_draft(
    actor: Actor, place: str, fields: Mapping[str, Any], *, based_on_version: int, now: datetime
) -> Draft:
    """Keep what `actor` has typed at `place` (`topic:new`, `reply:7`, `edit:12`) so far.

    Args:
        actor: who writes.
        place: where.
        fields: what stands in the form; of texts, only the known ones are kept.
        based_on_version: the version that the writing continues; 0 where there was no draft yet.
        now: the present moment.

    Raises:
        DraftConflict: when the draft was changed elsewhere since that version.
        Invalid: for a place that is none, a text that is too long, or one draft too many.
    """
    if not _PLACE.fullmatch(place) and draft_place(place) is None:
        raise Invalid(_("A draft cannot be kept here."))
    kept = {name: str(fields[name]).replace("\x00", "") for name in draft_fields() if fields.get(name)}
    if len(json.dumps(kept)) > 2 * LARGEST:
        raise Invalid(_("This is too long to be kept as a draft."))
    draft = _begin(actor, place, kept, now) if based_on_version == 0 else None
    if draft is None:
        draft = _continue(actor, place, kept, based_on_version, now)
    if draft is None:
        present = find_draft(actor, place)
        if present is None:
            return save_draft(actor, place, fields, based_on_version=0, now=now)
        raise DraftConflict(present.fields, present.version)
    return draft


def find_draft(actor: Actor, place: str) -> Draft | None:
    """Return what `actor` has begun to write at `place`, if there is something."""
    return db.session.scalar(select(Draft).where(Draft.member_id == actor.id, Draft.place == place))


def discard_draft(actor: Actor, place: str) -> None:
    """Forget what `actor` was writing at `place`: it is published, or not wanted. Harmless where there is nothing."""
    db.session.execute(delete(Draft).where(Draft.member_id == actor.id, Draft.place == place))


def forget_drafts_at(place: str) -> None:
    """Forget what anybody was writing at `place`: the words with which it began are gone for good."""
    db.session.execute(delete(Draft).where(Draft.place == place))


def forget_old_drafts(*, before: datetime) -> int:
    """Forget drafts that nobody has touched since `before`; answers how many."""
    forgotten = delete(Draft).where(Draft.updated_at < before).returning(Draft.id)
    return len(db.session.execute(forgotten.execution_options(synchronize_session=False)).all())


def _begin(actor: Actor, place: str, fields: dict[str, str], now: datetime) -> Draft | None:
    """Make a draft where there is none; of two that try at once, the database lets one."""
    others = select(func.count()).select_from(Draft).where(Draft.member_id == actor.id, Draft.place != place)
    if db.session.scalars(others).one() >= MOST_DRAFTS:
        raise Invalid(_("You have %(most)s drafts. Finish or discard one first.", most=MOST_DRAFTS))
    made = (
        conflict_insert(Draft)
        .values(member_id=actor.id, place=place, fields=fields, version=1, updated_at=now)
        .on_conflict_do_nothing()
        .returning(Draft)
    )
    return db.session.scalars(made, execution_options={"populate_existing": True}).first()


def _continue(actor: Actor, place: str, fields: dict[str, str], version: int, now: datetime) -> Draft | None:
    """Write on in a draft of this version; of two that try at once, the database lets one."""
    continued = (
        update(Draft)
        .where(Draft.member_id == actor.id, Draft.place == place, Draft.version == version)
        .values(fields=fields, version=Draft.version + 1, updated_at=now)
        .returning(Draft)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(continued, execution_options={"populate_existing": True}).first()
